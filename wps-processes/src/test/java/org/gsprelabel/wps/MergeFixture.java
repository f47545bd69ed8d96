package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.process.ProcessException;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Features of tiles and of other origin, and what MergeTiles makes of them. */
abstract class MergeFixture extends FeaturesFixture {

    static final double LEFT = 500_000;
    static final double TOP = 5_800_000;

    /** Tiles of 64 pixels of one metre every 48: r0_c0 sees columns 0 to 64, r0_c1 columns 48 to 112. */
    static final String GRID = "EPSG:32633 200x100 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0";

    static final SimpleFeatureType OWN = own("EPSG:32633");

    Plugin.Result merge(SimpleFeatureCollection features, Object... inputs) {
        Map<String, Object> all = new HashMap<>(Plugin.inputs(inputs));
        all.put("features", features);
        return plugin.execute("MergeTiles", all);
    }

    void assertRefused(SimpleFeatureCollection features, String message, Object... inputs) {
        assertThatThrownBy(() -> merge(features, inputs))
                .isInstanceOf(ProcessException.class)
                .hasMessage(message);
    }

    /** The attributes that say what a feature is, for geometries of any kind. */
    static SimpleFeatureType own(@Nullable String code) {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName("predictions");
        if (code == null) {
            builder.add(PredictionSchema.GEOMETRY, Geometry.class);
        } else {
            builder.add(PredictionSchema.GEOMETRY, Geometry.class, crs(code));
        }
        builder.add(PredictionSchema.CONFIDENCE, Double.class);
        builder.add(PredictionSchema.CLASS_NAME, String.class);
        builder.add(PredictionSchema.TILE_ID, String.class);
        builder.add(PredictionSchema.TILE_GRID, String.class);
        builder.add(PredictionSchema.PIECES, Integer.class);
        builder.add(PredictionSchema.TILE_EDGE, String.class);
        builder.add(PredictionSchema.MODEL, String.class);
        return builder.buildFeatureType();
    }

    static SimpleFeature own(
            @Nullable Geometry geometry,
            @Nullable Double confidence,
            @Nullable String className,
            @Nullable String tile,
            @Nullable String grid,
            @Nullable Integer pieces) {
        return SimpleFeatureBuilder.build(
                OWN, new @Nullable Object[] {geometry, confidence, className, tile, grid, pieces, "", ""}, null);
    }

    static SimpleFeature tile(String id, String grid, @Nullable Geometry geometry) {
        return own(geometry, 0.9, "roof", id, grid, null);
    }

    static SimpleFeature foreign(@Nullable Geometry geometry, double confidence, String className) {
        return own(geometry, confidence, className, null, null, null);
    }

    /** A box of pixels of {@link #GRID} in the world. */
    static Geometry pixels(double left, double top, double right, double bottom) {
        return new GeometryFactory().toGeometry(new Envelope(LEFT + left, LEFT + right, TOP - bottom, TOP - top));
    }

    /** Well-known text in metres from the corner of the grid, within its first tile. */
    static Geometry wkt(String text) throws ParseException {
        return AffineTransformation.translationInstance(LEFT, TOP - 30).transform(new WKTReader().read(text));
    }
}
