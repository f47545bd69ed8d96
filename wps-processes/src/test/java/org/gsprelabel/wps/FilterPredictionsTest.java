package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.NameImpl;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.process.ProcessException;
import org.geotools.process.Processors;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultEngineeringCRS;
import org.gsprelabel.filter.RoiMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.json.JsonMapper;

/** Every criterion of FilterPredictions on literal features; areas and lengths from tables worked out by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterPredictionsTest {

    @SuppressWarnings("NullAway.Init")
    private Plugin plugin;

    @BeforeAll
    void open(@TempDir Path folder) {
        plugin = new Plugin(folder);
    }

    @AfterAll
    void close() {
        plugin.close();
    }

    private record Filtered(
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.5  |                      | sure roof, sure tree, car    | weak tree:lowConfidence weak roof:lowConfidence",
                "0.5  | tree:0.95            | sure roof, car               | sure tree:lowConfidence weak tree:lowConfidence weak roof:lowConfidence",
                "0.5  | tree:0.2, roof:0.95  | sure tree, weak tree, car    | sure roof:lowConfidence weak roof:lowConfidence",
                "     | tree:0.5             | sure roof, sure tree, weak roof, car | weak tree:lowConfidence",
                "0.95 | car:0                | car                          | sure roof:lowConfidence sure tree:lowConfidence weak tree:lowConfidence weak roof:lowConfidence"
            })
    void a_threshold_of_a_class_takes_the_place_of_that_of_all(
            @Nullable Double minConfidence, @Nullable String classConfidence, String kept, String rejected) {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        Filtered filtered = filter(
                features(
                        type,
                        feature(type, "sure roof", square(0, 0, 10), 0.9, "roof"),
                        feature(type, "sure tree", square(20, 0, 10), 0.9, "tree"),
                        feature(type, "weak tree", square(40, 0, 10), 0.3, "tree"),
                        feature(type, "weak roof", square(60, 0, 10), 0.3, "roof"),
                        feature(type, "car", square(80, 0, 10), 0.6, "car")),
                given("minConfidence", minConfidence, "classConfidence", classConfidence));

        assertThat(String.join(", ", filtered.ids())).isEqualTo(kept);
        assertThat(String.join(" ", filtered.rejections())).isEqualTo(rejected);
        assertThat(filtered.reasons).isEqualTo(Map.of("lowConfidence", filtered.rejected.size()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roof 0.4 | classConfidence must be pairs of class and least confidence such as 'roof:0.4, tree:0.7', got 'roof 0.4'",
                "roof:0.4, roof:0.5 | classConfidence must name each class once, got 'roof' twice in 'roof:0.4, roof:0.5'",
                "roof:40 | classConfidence must be from 0 to 1, got 40.0 for 'roof'",
                "tree:0.4 | classConfidence must name classes that are wanted, got [tree], but classes are [roof]"
            })
    void thresholds_of_classes_that_make_no_sense_are_refused(String text, String message) {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);

        assertRefused(features(type), message, "classConfidence", text, "classes", "roof");
    }

    @Test
    void a_class_that_no_feature_has_is_noted() {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        SimpleFeatureCollection features = features(type, feature(type, "a", square(0, 0, 10), 0.9, "roof"));

        assertThat(filter(features, given("classConfidence", "rof:0.95, roof:0.5")).notes)
                .containsExactly("classConfidence names classes that no feature has: [rof]");
        assertThat(filter(features, given("classConfidence", "roof:0.5")).notes).isEmpty();
    }

    @ParameterizedTest
    // On the central meridian a map metre is 1 / 0.9996 metres: squares of 10 and 100 have 100.080 and 10008.005 m2.
    @CsvSource({
        "100.07, , small large, ",
        "100.09, , large, small:tooSmall",
        ", 10008, small, large:tooLarge",
        ", 10008.01, small large, "
    })
    void areas_are_those_of_the_ellipsoid(
            @Nullable Double minArea, @Nullable Double maxArea, String kept, @Nullable String rejected) {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        Filtered filtered = filter(
                features(
                        type,
                        feature(type, "small", square(0, 0, 10), 0.9, "roof"),
                        feature(type, "large", square(20, 0, 100), 0.9, "roof")),
                given("minArea", minArea, "maxArea", maxArea));

        assertThat(String.join(" ", filtered.ids())).isEqualTo(kept);
        assertThat(String.join(" ", filtered.rejections())).isEqualTo(Objects.requireNonNullElse(rejected, ""));
    }

    @ParameterizedTest
    // Cells of 0.001 degrees: at 60 N 55.8 m by 111.4 m (0.698520), two side by side nearly a square (0.785398); on the
    // equator
    // 111.3 m by 110.6 m (0.785389). A strip of 1 x 25 has 0.116, a square ring of 3 with a hole of 1 has 8 / 16^2 * 4
    // pi = 0.393.
    @CsvSource({
        "0.6985, double degrees, single degrees:-",
        "0.6986, double degrees, single degrees:notCompact",
        "0.7853, double degrees, single degrees:notCompact",
    })
    void compactness_is_measured_on_the_ground_not_in_degrees(double least, String kept, String rejected)
            throws ParseException {
        SimpleFeatureType type = type("EPSG:4326", Polygon.class);
        Filtered filtered = filter(
                features(
                        type,
                        feature(type, "single degrees", box(10, 60, 10.001, 60.001), 0.9, "roof"),
                        feature(type, "double degrees", box(10, 60, 10.002, 60.001), 0.9, "roof")),
                given("minCompactness", least));

        assertThat(filtered.ids()).contains(kept);
        assertThat(filtered.rejections()).isEqualTo(rejected.endsWith(":-") ? List.of() : List.of(rejected));
    }

    @Test
    void strips_and_rings_are_less_compact_than_squares() throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        SimpleFeatureCollection features = features(
                type,
                feature(type, "square", square(0, 0, 5), 0.9, "roof"),
                feature(type, "strip", wkt("POLYGON ((0 20, 25 20, 25 21, 0 21, 0 20))"), 0.9, "roof"),
                feature(
                        type,
                        "ring",
                        wkt("POLYGON ((0 40, 3 40, 3 43, 0 43, 0 40), (1 41, 1 42, 2 42, 2 41, 1 41))"),
                        0.9,
                        "roof"));

        assertThat(filter(features, given("minCompactness", 0.11)).ids()).containsExactly("square", "strip", "ring");
        assertThat(filter(features, given("minCompactness", 0.39)).ids()).containsExactly("square", "ring");
        assertThat(filter(features, given("minCompactness", 0.4)).ids()).containsExactly("square");
        assertThat(filter(features, given("minCompactness", 0.79)).reasons).isEqualTo(Map.of("notCompact", 3));
        assertRefused(features, "minCompactness must be from 0 to 1, got 1.5", "minCompactness", 1.5);
    }

    @ParameterizedTest
    @CsvSource({
        "INTERSECTS, in border across touching, out:outsideRoi",
        "WITHIN, in border, across:partlyOutsideRoi touching:partlyOutsideRoi out:outsideRoi",
        "CLIP, in border across, touching:outsideRoi out:outsideRoi"
    })
    void a_region_keeps_what_its_mode_says(RoiMode mode, String kept, String rejected) throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        Filtered filtered = filter(
                features(
                        type,
                        feature(type, "in", square(10, 10, 10), 0.9, "roof"),
                        feature(type, "border", square(0, 0, 10), 0.9, "roof"),
                        feature(type, "across", square(95, 50, 10), 0.9, "roof"),
                        feature(type, "touching", square(100, 20, 10), 0.9, "roof"),
                        feature(type, "out", square(200, 200, 10), 0.9, "roof")),
                given("roi", wkt("POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0))"), "roiMode", mode));

        assertThat(String.join(" ", filtered.ids())).isEqualTo(kept);
        assertThat(String.join(" ", filtered.rejections())).isEqualTo(rejected);
    }

    @Test
    void clipping_cuts_the_geometry_and_measures_the_area_anew() throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", MultiPolygon.class);
        Filtered filtered = filter(
                features(
                        type,
                        feature(type, "whole", multi(square(10, 10, 10)), 0.9, "roof", 77.0),
                        feature(type, "across", multi(square(95, 50, 10)), 0.9, "roof", 77.0)),
                given("roi", wkt("POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0))"), "roiMode", RoiMode.CLIP));

        assertThat(filtered.kept.get(0).getDefaultGeometry()).isEqualTo(multi(square(10, 10, 10)));
        assertThat(filtered.kept.get(0).getAttribute("area_m2")).isEqualTo(77.0);
        Geometry cut = (Geometry) filtered.kept.get(1).getDefaultGeometry();
        assertThat(cut.equalsTopo(wkt("POLYGON ((95 50, 100 50, 100 60, 95 60, 95 50))")))
                .isTrue();
        assertThat((Object) cut).isInstanceOf(MultiPolygon.class);
        assertThat(cut.isValid()).isTrue();
        // 5 by 10 metres on the map, at its scale on the central meridian.
        assertThat((Double) filtered.kept.get(1).getAttribute("area_m2"))
                .isCloseTo(50 / (0.9996 * 0.9996), within(1e-3));
        assertThat(filtered.notes).containsExactly("1 feature was cut to the roi");
    }

    @Test
    void what_is_cut_may_fall_into_parts_and_is_judged_as_it_is_given() throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        Geometry u = wkt("POLYGON ((0 90, 0 120, 30 120, 30 90, 20 90, 20 110, 10 110, 10 90, 0 90))");
        SimpleFeatureCollection features = features(
                type,
                feature(type, "u", u, 0.9, "roof"),
                feature(type, "square", square(50, 50, 10), 0.9, "roof"),
                feature(type, "sliver", square(99, 0, 10), 0.9, "roof"));
        Geometry region = wkt("POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0))");

        Filtered clipped = filter(features, given("roi", region, "roiMode", RoiMode.CLIP, "minArea", 20.0));

        assertThat(clipped.ids()).containsExactly("u", "square");
        assertThat(clipped.rejections()).containsExactly("sliver:tooSmall");
        assertThat(
                        ((Geometry) clipped.kept.get(0).getDefaultGeometry())
                                .equalsTopo(
                                        wkt(
                                                "MULTIPOLYGON (((0 90, 10 90, 10 100, 0 100, 0 90)), ((20 90, 30 90, 30 100, 20 100, 20 90)))")))
                .isTrue();
        // The schema said Polygon, and now there are several.
        assertThat(clipped.kept).allSatisfy(feature -> {
            assertThat(feature.getFeatureType()
                            .getGeometryDescriptor()
                            .getType()
                            .getBinding())
                    .isEqualTo(MultiPolygon.class);
            assertThat(feature.getDefaultGeometry()).isInstanceOf(MultiPolygon.class);
        });
        assertThat(((Geometry) clipped.rejected.get(0).getDefaultGeometry()).equalsTopo(square(99, 0, 10)))
                .isTrue();
    }

    @Test
    void a_region_of_another_crs_is_brought_to_that_of_the_features() throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        SimpleFeatureCollection features = features(
                type,
                feature(type, "near", square(0, 0, 10), 0.9, "roof"),
                feature(type, "far", square(2000, 0, 10), 0.9, "roof"));
        // The central meridian is 15 E; 2 km further east is 15.029.
        Geometry region = new WKTReader().read("POLYGON ((14.99 52, 15.01 52, 15.01 53, 14.99 53, 14.99 52))");
        region.setSRID(4326);

        assertThat(filter(features, given("roi", region)).ids()).containsExactly("near");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POINT (1 1) | roi must be a polygon or multipolygon, got Point",
                "POLYGON EMPTY | roi must not be empty, got POLYGON EMPTY",
                "POLYGON ((0 0, 0 0, 0 0, 0 0)) | roi must have an area, got POLYGON ((0 0, 0 0, 0 0, 0 0))",
                "POLYGON ((0 0, 1 1, 2 2, 0 0)) | roi must have an area, got POLYGON ((0 0, 1 1, 2 2, 0 0))",
                "POLYGON ((0 0, NaN 0, 1 1, 0 0)) | roi must have coordinates from -1e15 to 1e15, got NaN 0.0",
                "POLYGON ((0 0, 1e300 0, 1 1, 0 0)) | roi must have coordinates from -1e15 to 1e15, got 1.0E300 0.0"
            })
    void a_region_that_is_none_is_refused(String region, String message) throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        for (RoiMode mode : RoiMode.values()) {
            assertRefused(
                    features(type, feature(type, "a", square(0, 0, 10), 0.9, "roof")),
                    message,
                    "roi",
                    new WKTReader().read(region),
                    "roiMode",
                    mode);
        }
    }

    @Test
    void a_region_that_crosses_itself_is_mended_and_one_of_nowhere_refused() throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        SimpleFeatureCollection features = features(
                type,
                feature(type, "left", square(10, 45, 10), 0.9, "roof"),
                feature(type, "top", square(45, 90, 10), 0.9, "roof"));

        assertThat(filter(features, given("roi", wkt("POLYGON ((0 0, 0 100, 100 0, 100 100, 0 0))")))
                        .ids())
                .containsExactly("left");
        Geometry nowhere = new WKTReader().read("POLYGON ((0 1000, 1 1000, 1 1001, 0 1000))");
        nowhere.setSRID(4326);
        assertThatThrownBy(() -> filter(features, given("roi", nowhere)))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("roi");
        assertRefused(features, "roiMode says what a roi does, but none was given; got CLIP", "roiMode", RoiMode.CLIP);
    }

    @Test
    void the_most_confident_are_kept_whatever_the_order_and_in_their_order() {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        List<SimpleFeature> list = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            // Four confidences, ten features each: ties everywhere.
            list.add(feature(type, "f" + i, square(20 * i, 0, 10), 0.5 + i % 4 / 10.0, "roof"));
        }
        TreeSet<String> first = new TreeSet<>(filter(new ListFeatureCollection(type, list), given("maxFeatures", 15))
                .ids());
        assertThat(first).hasSize(15).contains("f3", "f7", "f11", "f15", "f19", "f23", "f27", "f31", "f35", "f39");
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(list, random);
            List<String> order = list.stream().map(SimpleFeature::getID).toList();
            Filtered filtered =
                    filter(new ListFeatureCollection(type, new ArrayList<>(list)), given("maxFeatures", 15));

            assertThat(filtered.ids())
                    .containsExactlyElementsOf(
                            order.stream().filter(first::contains).toList());
            assertThat(filtered.reasons).isEqualTo(Map.of("beyondMaxFeatures", 25));
            assertThat(filtered.rejected)
                    .extracting(feature -> feature.getAttribute("reason"))
                    .containsOnly("beyondMaxFeatures");
        }
    }

    @Test
    void only_what_satisfies_everything_else_competes() {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        Filtered filtered = filter(
                features(
                        type,
                        feature(type, "tiny", square(0, 0, 1), 0.99, "roof"),
                        feature(type, "b", square(20, 0, 10), 0.6, "roof"),
                        feature(type, "c", square(40, 0, 10), 0.7, "roof")),
                given("maxFeatures", 1, "minArea", 50.0));

        assertThat(filtered.ids()).containsExactly("c");
        assertThat(filtered.rejections()).containsExactly("tiny:tooSmall", "b:beyondMaxFeatures");
        assertRefused(features(type), "maxFeatures must be at least 1, got 0", "maxFeatures", 0);
    }

    @Test
    void rejected_features_are_as_they_were_but_for_the_reason() {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.init(type("EPSG:32633", Polygon.class));
        builder.setName("judged before");
        builder.add("reason", Integer.class);
        SimpleFeatureType type = builder.buildFeatureType();
        Filtered filtered = filter(
                features(
                        type,
                        SimpleFeatureBuilder.build(type, new Object[] {square(0, 0, 10), 0.3, "roof", 5.0, 12}, "a")),
                given("minConfidence", 0.5));

        assertThat(filtered.rejections()).containsExactly("a:lowConfidence");
        assertThat(filtered.rejected.get(0).getAttribute("geometry")).isEqualTo(square(0, 0, 10));
        assertThat(filtered.rejected.get(0).getAttribute("confidence")).isEqualTo(0.3);
        assertThat(filtered.rejected.get(0).getAttribute("area_m2")).isEqualTo(5.0);
        assertThat(filtered.rejected.get(0).getFeatureType().getCoordinateReferenceSystem())
                .isEqualTo(type.getCoordinateReferenceSystem());
    }

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
        assertThat(filtered.reasons).isEqualTo(Map.of("badGeometry", 8, "badAttribute", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERSECTS", "WITHIN", "CLIP"})
    void bad_geometries_are_rejected_in_every_mode_of_a_region(RoiMode mode) throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Geometry.class);
        Filtered filtered = filter(
                features(
                        type,
                        feature(type, "nan", ring(Double.NaN, 0), 0.9, "roof", 5.0),
                        feature(type, "1e300", ring(1e300, 1e300), 0.9, "roof", 5.0),
                        feature(type, "bow-tie", wkt("POLYGON ((0 0, 0 10, 10 0, 10 10, 0 0))"), 0.9, "roof", 5.0)),
                given("roi", wkt("POLYGON ((0 0, 20 0, 20 20, 0 20, 0 0))"), "roiMode", mode));

        assertThat(filtered.ids()).containsExactly("bow-tie");
        assertThat(filtered.reasons).isEqualTo(Map.of("badGeometry", 2));
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
    void many_copies_of_one_square_are_read_one_by_one() throws ParseException {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        SimpleFeature square = feature(type, "same", square(95, 0, 10), 0.9, "roof", 5.0);
        SimpleFeatureCollection copies = new ListFeatureCollection(type, Collections.nCopies(200_000, square));

        Filtered filtered = filter(
                copies,
                given(
                        "minArea",
                        1.0,
                        "minCompactness",
                        0.1,
                        "maxFeatures",
                        10,
                        "roi",
                        wkt("POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0))"),
                        "roiMode",
                        RoiMode.CLIP));

        assertThat(filtered.kept).hasSize(10);
        assertThat(filtered.reasons).isEqualTo(Map.of("beyondMaxFeatures", 199_990));
        assertThat(filtered.notes).containsExactly("10 features were cut to the roi");
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
            assertThat(((Geometry) filtered.kept.get(0).getDefaultGeometry()).equalsTopo(box(2, 0, 4, 4)))
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

    @Test
    void a_region_across_the_antimeridian_keeps_what_lies_on_both_sides_of_it() {
        SimpleFeatureType type = type("EPSG:4326", Polygon.class);
        SimpleFeatureCollection features = features(
                type,
                feature(type, "east", box(-179.9, -17.6, -179.8, -17.5), 0.9, "roof"),
                feature(type, "west", box(179.7, -17.6, 179.8, -17.5), 0.9, "roof"),
                feature(type, "across", box(179.9, -17.6, 180.1, -17.5), 0.9, "roof"),
                feature(type, "Africa", box(20, -17.6, 20.1, -17.5), 0.9, "roof"));
        Geometry region = box(100_000, 8_000_000, 300_000, 8_100_000);
        region.setUserData(crs("EPSG:32701"));

        for (RoiMode mode : RoiMode.values()) {
            Filtered filtered = filter(features, given("roi", region, "roiMode", mode));
            assertThat(filtered.ids()).containsExactly("east", "west", "across");
            assertThat(filtered.rejections()).containsExactly("Africa:outsideRoi");
            assertThat(filtered.notes).isEmpty();
        }
    }

    @Test
    void classes_of_features_that_cannot_be_used_are_seen_nevertheless() {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        Filtered filtered = filter(
                features(
                        type,
                        feature(type, "no shape", null, 0.9, "roof"),
                        feature(type, "no confidence", square(0, 0, 10), null, "tree")),
                given("classConfidence", "roof:0.5, tree:0.5, car:0.5"));

        assertThat(filtered.reasons).isEqualTo(Map.of("badGeometry", 1, "badAttribute", 1));
        assertThat(filtered.notes).containsExactly("classConfidence names classes that no feature has: [car]");
    }

    @Test
    void features_that_change_between_two_readings_are_noticed() {
        SimpleFeatureType type = type("EPSG:32633", Polygon.class);
        List<SimpleFeature> list = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            list.add(feature(type, "f" + i, square(20 * i, 0, 10), 0.9, "roof"));
        }
        SimpleFeatureCollection changing = new ListFeatureCollection(type, list);
        SimpleFeatureCollection result = (SimpleFeatureCollection)
                Objects.requireNonNull(Processors.createProcess(new NameImpl("prelabel", "FilterPredictions"))
                        .execute(given("features", changing), null)
                        .get("result"));

        SimpleFeature last = list.remove(3);
        assertThatThrownBy(() -> list(result))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "features ended after 3 when they were read again, and there were 4 before; give such that do not change");
        list.add(last);
        assertThat(list(result)).hasSize(4);
        Collections.swap(list, 0, 1);
        assertThatThrownBy(() -> list(result))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("features came in another order");
    }

    private Filtered filter(SimpleFeatureCollection features, Map<String, Object> inputs) {
        Map<String, Object> all = new TreeMap<>(inputs);
        all.put("features", features);
        Map<String, Object> outputs = Processors.createProcess(new NameImpl("prelabel", "FilterPredictions"))
                .execute(all, null);
        Plugin.Result result = new Plugin.Result(
                (SimpleFeatureCollection) Objects.requireNonNull(outputs.get("result")),
                JsonMapper.shared().readTree((String) Objects.requireNonNull(outputs.get("report"))));
        SimpleFeatureCollection rejected = (SimpleFeatureCollection) Objects.requireNonNull(outputs.get("rejected"));
        Map<String, Integer> reasons = new TreeMap<>();
        result.report()
                .path("rejected")
                .properties()
                .forEach(entry -> reasons.put(entry.getKey(), entry.getValue().asInt()));
        List<String> notes = new ArrayList<>();
        result.report().path("notes").forEach(note -> notes.add(note.asString()));
        Filtered filtered = new Filtered(result.list(), list(rejected), reasons, notes);
        assertThat(result.features().size()).isEqualTo(filtered.kept.size());
        assertThat(rejected.size()).isEqualTo(filtered.rejected.size());
        assertThat(result.report().at("/features").asInt()).isEqualTo(filtered.kept.size());
        assertThat(result.report().at("/featuresIn").asInt()).isEqualTo(features.size());
        return filtered;
    }

    private void assertRefused(SimpleFeatureCollection features, String message, Object... inputs) {
        assertThatThrownBy(() -> filter(features, given(inputs)))
                .isInstanceOf(ProcessException.class)
                .hasMessage(message);
    }

    private static List<SimpleFeature> list(SimpleFeatureCollection features) {
        List<SimpleFeature> list = new ArrayList<>();
        try (SimpleFeatureIterator iterator = features.features()) {
            while (iterator.hasNext()) {
                list.add(iterator.next());
            }
        }
        return list;
    }

    /** Inputs by name, without those that are null. */
    private static Map<String, Object> given(@Nullable Object... namesAndValues) {
        Map<String, Object> inputs = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                inputs.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return inputs;
    }

    private static SimpleFeatureType type(@Nullable String code, Class<? extends Geometry> geometry) {
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

    private static CoordinateReferenceSystem crs(String code) {
        try {
            return CRS.decode(code, true);
        } catch (FactoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SimpleFeatureCollection features(SimpleFeatureType type, SimpleFeature... features) {
        return new ListFeatureCollection(type, new ArrayList<>(Arrays.asList(features)));
    }

    private static SimpleFeature feature(SimpleFeatureType type, String id, @Nullable Object... values) {
        return SimpleFeatureBuilder.build(type, Arrays.copyOf(values, 4), id);
    }

    /** Metres east of the central meridian and north of 5800 km. */
    private static Geometry square(double x, double y, double side) {
        return box(500_000 + x, 5_800_000 + y, 500_000 + x + side, 5_800_000 + y + side);
    }

    private static Geometry box(double left, double bottom, double right, double top) {
        return new GeometryFactory().toGeometry(new Envelope(left, right, bottom, top));
    }

    private static Geometry ring(double x, double y) {
        return new GeometryFactory().createPolygon(new Coordinate[] {
            new Coordinate(500_000, 5_800_000),
            new Coordinate(x, y),
            new Coordinate(500_010, 5_800_010),
            new Coordinate(500_000, 5_800_000)
        });
    }

    /** Well-known text in metres as {@link #square}. */
    private static Geometry wkt(String text) throws ParseException {
        return AffineTransformation.translationInstance(500_000, 5_800_000).transform(new WKTReader().read(text));
    }

    private static Geometry multi(Geometry polygon) {
        return polygon.getFactory().createMultiPolygon(new Polygon[] {(Polygon) polygon});
    }
}
