package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.NameImpl;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.process.ProcessException;
import org.geotools.process.Processors;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.json.JsonMapper;

/** Literal features, and what FilterPredictions makes of them. */
abstract class FilterFixture extends FeaturesFixture {

    record Filtered(
            List<SimpleFeature> kept, List<SimpleFeature> rejected, Map<String, Integer> reasons, List<String> notes) {
        List<String> ids() {
            return kept.stream().map(SimpleFeature::getID).toList();
        }

        /** {@code id:reason} of the rejected features. */
        List<String> rejections() {
            return rejected.stream()
                    .map(feature -> feature.getID() + ":" + feature.getAttribute("reason"))
                    .toList();
        }
    }

    Filtered filter(SimpleFeatureCollection features, Map<String, Object> inputs) {
        Map<String, Object> all = new TreeMap<>(inputs);
        all.put("features", features);
        Map<String, Object> outputs = Processors.createProcess(new NameImpl("prelabel", "FilterPredictions"))
                .execute(all, null);
        Plugin.Result result = new Plugin.Result(
                (SimpleFeatureCollection) Objects.requireNonNull(outputs.get("result")),
                JsonMapper.shared().readTree((String) Objects.requireNonNull(outputs.get("report"))));
        SimpleFeatureCollection rejected = (SimpleFeatureCollection) Objects.requireNonNull(outputs.get("rejected"));
        Filtered filtered = new Filtered(result.list(), list(rejected), result.rejected(), result.notes());
        assertThat(result.features().size()).isEqualTo(filtered.kept().size());
        assertThat(rejected.size()).isEqualTo(filtered.rejected().size());
        assertThat(result.report().at("/features").asInt())
                .isEqualTo(filtered.kept().size());
        assertThat(result.report().at("/featuresIn").asInt()).isEqualTo(features.size());
        return filtered;
    }

    void assertRefused(SimpleFeatureCollection features, String message, Object... inputs) {
        assertThatThrownBy(() -> filter(features, given(inputs)))
                .isInstanceOf(ProcessException.class)
                .hasMessage(message);
    }

    static List<SimpleFeature> list(SimpleFeatureCollection features) {
        List<SimpleFeature> list = new ArrayList<>();
        try (SimpleFeatureIterator iterator = features.features()) {
            while (iterator.hasNext()) {
                list.add(iterator.next());
            }
        }
        return list;
    }

    /** Inputs by name, without those that are null. */
    static Map<String, Object> given(@Nullable Object... namesAndValues) {
        Map<String, Object> inputs = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                inputs.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return inputs;
    }

    static SimpleFeatureType type(@Nullable String code, Class<? extends Geometry> geometry) {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName("predictions");
        if (code == null) {
            builder.add("geometry", geometry);
        } else {
            builder.add("geometry", geometry, crs(code));
        }
        builder.add("confidence", Double.class);
        builder.add("class_name", String.class);
        builder.add("area_m2", Double.class);
        return builder.buildFeatureType();
    }

    static SimpleFeature feature(SimpleFeatureType type, String id, @Nullable Object... values) {
        return SimpleFeatureBuilder.build(type, Arrays.copyOf(values, 4), id);
    }

    /** Metres east of the central meridian and north of 5800 km. */
    static Geometry square(double x, double y, double side) {
        return box(500_000 + x, 5_800_000 + y, 500_000 + x + side, 5_800_000 + y + side);
    }

    static Geometry box(double left, double bottom, double right, double top) {
        return new GeometryFactory().toGeometry(new Envelope(left, right, bottom, top));
    }

    static Geometry ring(double x, double y) {
        return new GeometryFactory().createPolygon(new Coordinate[] {
            new Coordinate(500_000, 5_800_000),
            new Coordinate(x, y),
            new Coordinate(500_010, 5_800_010),
            new Coordinate(500_000, 5_800_000)
        });
    }

    /** Well-known text in metres as {@link #square}. */
    static Geometry wkt(String text) throws ParseException {
        return AffineTransformation.translationInstance(500_000, 5_800_000).transform(new WKTReader().read(text));
    }

    static Geometry multi(Geometry polygon) {
        return polygon.getFactory().createMultiPolygon(new Polygon[] {(Polygon) polygon});
    }
}
