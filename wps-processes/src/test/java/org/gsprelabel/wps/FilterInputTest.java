package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.referencing.crs.DefaultEngineeringCRS;
import org.gsprelabel.filter.RoiMode;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Whatever collection FilterPredictions is given, it judges what can be judged, counts the rest, or refuses in one sentence. */
class FilterInputTest extends FilterFixture {

    @Test
    void what_cannot_be_judged_is_rejected_with_its_reason() throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Geometry.class);
        Filtered filtered = filter(
                features(
                        type,
                        feature(type, "good", square(0, 0, 10), 0.9, "roof"),
                        feature(type, "null", null, 0.9, "roof"),
                        feature(type, "empty", new GeometryFactory().createPolygon(), 0.9, "roof"),
                        feature(type, "point", wkt("POINT (1 1)"), 0.9, "roof"),
                        feature(type, "nan", ring(Double.NaN, 0), 0.9, "roof"),
                        feature(type, "infinite", ring(Double.POSITIVE_INFINITY, 0), 0.9, "roof"),
                        feature(type, "1e300", ring(1e300, 1e300), 0.9, "roof"),
                        feature(type, "elsewhere", ring(1e12, 3e11), 0.9, "roof"),
                        feature(type, "flat", wkt("POLYGON ((0 0, 5 5, 10 10, 0 0))"), 0.9, "roof"),
                        feature(
                                type,
                                "repeated",
                                wkt("POLYGON ((0 0, 10 0, 10 0, 10 10, 10 10, 0 10, 0 0))"),
                                0.9,
                                "roof"),
                        feature(type, "bow-tie", wkt("POLYGON ((0 0, 0 10, 10 0, 10 10, 0 0))"), 0.9, "roof"),
                        feature(type, "no class", square(0, 0, 10), 0.9, null),
                        feature(type, "no confidence", square(0, 0, 10), null, "roof"),
                        feature(type, "confidence nan", square(0, 0, 10), Double.NaN, "roof")),
                given(
                        "minConfidence",
                        0.5,
                        "classes",
                        "roof",
                        "minArea",
                        40.0,
                        "minCompactness",
                        0.2,
                        "maxFeatures",
                        100));

        // The two triangles of the bow-tie have 25 square metres each, and outlines of 2 (10 + 14.142): 0.2694.
        assertThat(filtered.ids()).containsExactly("good", "repeated", "bow-tie");
        assertThat(filtered.rejections())
                .containsExactly(
                        "null:badGeometry",
                        "empty:badGeometry",
                        "point:badGeometry",
                        "nan:badGeometry",
                        "infinite:badGeometry",
                        "1e300:badGeometry",
                        "elsewhere:badGeometry",
                        "flat:badGeometry",
                        "no class:badAttribute",
                        "no confidence:badAttribute",
                        "confidence nan:badAttribute");
        assertThat(filtered.reasons()).isEqualTo(Map.of("badGeometry", 8, "badAttribute", 3));
    }

    @Test
    void latitudes_beyond_the_pole_are_no_place() {
        SimpleFeatureType type = type("EPSG:4326", Polygon.class);
        Filtered filtered = filter(
                features(
                        type,
                        feature(type, "here", box(10, 60, 10.001, 60.001), 0.9, "roof"),
                        feature(type, "nowhere", box(10, 1000, 11, 1001), 0.9, "roof")),
                given("minArea", 1.0));

        assertThat(filtered.rejections()).containsExactly("nowhere:badGeometry");
    }

    @Test
    void values_of_another_type_are_counted_and_missing_attributes_named() {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName("texts");
        builder.add("geometry", Polygon.class, crs("EPSG:32633"));
        builder.add("confidence", String.class);
        SimpleFeatureType type = builder.buildFeatureType();
        SimpleFeatureCollection features =
                features(type, SimpleFeatureBuilder.build(type, new Object[] {square(0, 0, 10), "high"}, "a"));

        assertThat(filter(features, given("minConfidence", 0.5)).rejections()).containsExactly("a:badAttribute");
        assertRefused(
                features,
                "features have no attribute 'class_name', which classConfidence needs; they have [geometry, confidence]",
                "classConfidence",
                "roof:0.5");
    }

    @Test
    void features_without_a_crs_are_filtered_by_all_that_needs_no_ground() throws ParseException {
        SimpleFeatureType type = type(null, Polygon.class);
        SimpleFeatureCollection features = features(
                type,
                feature(type, "a", square(0, 0, 10), 0.9, "roof"),
                feature(type, "b", square(500, 0, 10), 0.9, "roof"));
        Geometry region = wkt("POLYGON ((0 0, 20 0, 20 20, 0 20, 0 0))");

        assertThat(filter(features, given("roi", region, "minConfidence", 0.5)).ids())
                .containsExactly("a");
        for (String criterion : List.of("minArea", "minCompactness")) {
            assertRefused(
                    features,
                    "minArea, maxArea and minCompactness need features with a coordinate reference system, these have none",
                    criterion,
                    0.5);
        }
        assertRefused(
                features,
                "roiMode CLIP measures area_m2 anew and needs features with a coordinate reference system, these have none",
                "roi",
                region,
                "roiMode",
                RoiMode.CLIP);
        Geometry elsewhere = region.copy();
        elsewhere.setSRID(32633);
        assertRefused(
                features,
                "roi is in 'WGS 84 / UTM zone 33N', and cannot be brought to features without a coordinate reference system",
                "roi",
                elsewhere);
    }

    @Test
    void a_crs_of_three_dimensions_is_refused() {
        SimpleFeatureType type = type("EPSG:4979", Polygon.class);

        assertRefused(
                features(type, feature(type, "a", box(10, 60, 10.001, 60.001), 0.9, "roof")),
                "coordinate reference system 'WGS 84' must have two dimensions, got 3",
                "minArea",
                1.0);
    }

    @Test
    void what_is_not_measured_may_lie_on_any_map() throws ParseException {
        for (CoordinateReferenceSystem crs : List.of(DefaultEngineeringCRS.CARTESIAN_2D, crs("EPSG:4979"))) {
            SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
            builder.setName("drawing");
            builder.add("geometry", Polygon.class, crs);
            builder.add("confidence", Double.class);
            SimpleFeatureType type = builder.buildFeatureType();
            SimpleFeatureCollection features = features(
                    type,
                    SimpleFeatureBuilder.build(type, new Object[] {box(0, 0, 4, 4), 0.9}, "sure"),
                    SimpleFeatureBuilder.build(type, new Object[] {box(0, 0, 4, 4), 0.3}, "weak"));
            Geometry region = new WKTReader().read("POLYGON ((2 0, 9 0, 9 9, 2 9, 2 0))");

            Filtered filtered = filter(features, given("minConfidence", 0.5, "roi", region, "roiMode", RoiMode.CLIP));

            assertThat(filtered.ids()).containsExactly("sure");
            assertThat(((Geometry) filtered.kept().get(0).getDefaultGeometry()).equalsTopo(box(2, 0, 4, 4)))
                    .isTrue();
        }
    }

    @Test
    void places_that_no_projection_knows_are_counted_and_do_not_end_the_request() throws ParseException {
        SimpleFeatureType metres = type("EPSG:32633", Polygon.class);
        assertThat(filter(
                                features(
                                        metres,
                                        feature(metres, "far", ring(-7.8547968e11, 0.4250744), 0.9, "roof"),
                                        feature(metres, "near", square(0, 0, 10), 0.9, "roof")),
                                given("minArea", 1.0))
                        .rejections())
                .containsExactly("far:badGeometry");

        SimpleFeatureType degrees = type("EPSG:4326", Polygon.class);
        assertThat(filter(
                                features(
                                        degrees,
                                        feature(degrees, "many turns", box(0, 10, 1e6, 11), 0.9, "roof"),
                                        feature(degrees, "more", box(-1e15, 10, 1e15, 11), 0.9, "roof"),
                                        feature(degrees, "one turn", box(-180, 10, 180, 11), 0.9, "sea")),
                                given("minArea", 1e12))
                        .rejections())
                .containsExactly("many turns:badGeometry", "more:badGeometry");
    }
}
