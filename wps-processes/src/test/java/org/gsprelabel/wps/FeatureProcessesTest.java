package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.FactoryException;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.data.util.NullProgressListener;
import org.geotools.feature.NameImpl;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.process.ProcessException;
import org.geotools.process.Processors;
import org.geotools.referencing.CRS;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** MergeTiles and FilterPredictions on collections that we did not write. */
class FeatureProcessesTest {

    @TempDir
    Path folder;

    private Plugin plugin;

    @BeforeEach
    void open() {
        plugin = new Plugin(folder);
    }

    @AfterEach
    void close() {
        plugin.close();
    }

    @Test
    void foreign_features_are_merged_by_shape_and_the_report_says_so() throws FactoryException {
        SimpleFeatureType type = type("the_geom", Double.class, String.class, String.class);
        List<SimpleFeature> features = List.of(
                feature(type, "a", square(0, 10), 0.8, "roof", "2026-05-06T07:08:09Z"),
                feature(type, "b", square(2, 10), 0.9, "roof", "2026-05-06T07:08:09Z"),
                feature(type, "c", square(40, 10), 0.7, "roof", "2026-05-06T07:08:09Z"));

        Plugin.Result merged =
                plugin.execute("MergeTiles", Plugin.inputs("features", new ListFeatureCollection(type, features)));

        // 10 x 10 moved by 2: IoU 80 / 120, union 120 square units.
        assertThat(merged.geometries()).extracting(Geometry::getArea).containsExactlyInAnyOrder(120.0, 100.0);
        assertThat(merged.list().get(0).getAttribute("timestamp"))
                .isEqualTo(Date.from(Instant.parse("2026-05-06T07:08:09Z")));
        assertThat(merged.report().at("/notes/0").asString()).contains("merged by the overlap of their shapes");
    }

    @Test
    void features_that_do_not_say_when_they_were_made_get_no_timestamp() throws FactoryException {
        SimpleFeatureType type = type("geometry", Double.class, String.class, null);
        SimpleFeatureCollection features =
                new ListFeatureCollection(type, List.of(feature(type, "a", square(0, 10), 0.8, "roof")));

        assertThat(plugin.execute("MergeTiles", Plugin.inputs("features", features))
                        .list())
                .singleElement()
                .satisfies(
                        feature -> assertThat(feature.getAttribute("timestamp")).isNull());
    }

    @Test
    void merging_features_without_the_attributes_names_what_is_missing() throws FactoryException {
        SimpleFeatureType type = type("geometry", null, String.class, null);
        SimpleFeatureCollection features =
                new ListFeatureCollection(type, List.of(feature(type, "a", square(0, 10), "roof")));

        assertThatThrownBy(() -> plugin.execute("MergeTiles", Plugin.inputs("features", features)))
                .isInstanceOf(ProcessException.class)
                .hasMessage("features have no attribute 'confidence', which merging needs; they have"
                        + " [geometry, class_name]");
    }

    @Test
    void filtering_needs_only_the_attributes_that_the_criteria_name() throws FactoryException {
        SimpleFeatureType type = type("geometry", null, null, null);
        SimpleFeatureCollection features = new ListFeatureCollection(
                type, List.of(feature(type, "small", square(0, 3)), feature(type, "large", square(20, 30))));

        Plugin.Result filtered =
                plugin.execute("FilterPredictions", Plugin.inputs("features", features, "minArea", 100.0));

        assertThat(filtered.list()).extracting(SimpleFeature::getID).containsExactly("large");
        assertThat(filtered.report().at("/rejected/tooSmall").asInt()).isEqualTo(1);
        assertThatThrownBy(() ->
                        plugin.execute("FilterPredictions", Plugin.inputs("features", features, "classes", "roof")))
                .hasMessage("features have no attribute 'class_name', which classes needs; they have [geometry]");
    }

    @Test
    void bad_geometries_and_values_are_counted() throws FactoryException {
        SimpleFeatureType type = type("geometry", Double.class, String.class, null);
        List<SimpleFeature> features = new ArrayList<>();
        features.add(feature(type, "good", square(0, 10), 0.8, "roof"));
        features.add(feature(type, "null", null, 0.8, "roof"));
        features.add(feature(type, "no class", square(30, 10), 0.8, null));
        features.add(feature(type, "not a number", square(60, 10), Double.NaN, "roof"));

        Plugin.Result merged =
                plugin.execute("MergeTiles", Plugin.inputs("features", new ListFeatureCollection(type, features)));

        assertThat(merged.list()).hasSize(1);
        assertThat(merged.report().at("/rejected/badGeometry").asInt()).isEqualTo(1);
        assertThat(merged.report().at("/rejected/badAttribute").asInt()).isEqualTo(2);
    }

    @Test
    void empty_collections_stay_empty() throws FactoryException {
        SimpleFeatureCollection none = new ListFeatureCollection(type("geometry", null, null, null));

        assertThat(plugin.execute("MergeTiles", Plugin.inputs("features", none)).list())
                .isEmpty();
        assertThat(plugin.execute("FilterPredictions", Plugin.inputs("features", none, "minConfidence", 0.5))
                        .list())
                .isEmpty();
    }

    @Test
    void a_collection_that_changes_its_order_is_noticed() throws FactoryException {
        SimpleFeatureType type = type("geometry", null, null, null);
        List<SimpleFeature> features =
                new ArrayList<>(List.of(feature(type, "a", square(0, 3)), feature(type, "b", square(20, 30))));
        SimpleFeatureCollection restless = new ListFeatureCollection(type, features);
        Plugin.Result filtered =
                plugin.execute("FilterPredictions", Plugin.inputs("features", restless, "minArea", 100.0));

        Collections.reverse(features);

        try (SimpleFeatureIterator iterator = filtered.features().features()) {
            assertThatThrownBy(iterator::hasNext).hasMessageContaining("another order");
        }
    }

    @Test
    void a_dismissed_request_stops() throws FactoryException {
        SimpleFeatureType type = type("geometry", Double.class, String.class, null);
        SimpleFeatureCollection features =
                new ListFeatureCollection(type, List.of(feature(type, "a", square(0, 10), 0.8, "roof")));
        NullProgressListener dismissed = new NullProgressListener();
        dismissed.setCanceled(true);

        for (String process : List.of("MergeTiles", "FilterPredictions")) {
            assertThatThrownBy(() -> Processors.createProcess(new NameImpl("prelabel", process))
                            .execute(Plugin.inputs("features", features), dismissed))
                    .isInstanceOf(ProcessException.class)
                    .hasMessage("cancelled after 1 of 1 features");
        }
    }

    private static SimpleFeatureType type(
            String geometry, @Nullable Class<?> confidence, @Nullable Class<?> className, @Nullable Class<?> timestamp)
            throws FactoryException {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName("foreign");
        builder.setCRS(CRS.decode("EPSG:32633", true));
        builder.add(geometry, Polygon.class);
        if (confidence != null) {
            builder.add("confidence", confidence);
        }
        if (className != null) {
            builder.add("class_name", className);
        }
        if (timestamp != null) {
            builder.add("timestamp", timestamp);
        }
        return builder.buildFeatureType();
    }

    private static SimpleFeature feature(SimpleFeatureType type, String id, @Nullable Object... values) {
        return SimpleFeatureBuilder.build(type, values, id);
    }

    private static Geometry square(double x, double side) {
        return new GeometryFactory()
                .toGeometry(new Envelope(400_000 + x, 400_000 + x + side, 5_800_000, 5_800_000 + side));
    }
}
