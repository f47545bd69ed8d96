package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.NameImpl;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.process.Processors;
import org.gsprelabel.filter.RoiMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;

/** Every criterion of FilterPredictions on literal features; areas and lengths from tables worked out by hand. */
class FilterPredictionsTest extends FilterFixture {

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
        assertThat(filtered.reasons())
                .isEqualTo(Map.of("lowConfidence", filtered.rejected().size()));
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

        assertThat(filter(features, given("classConfidence", "rof:0.95, roof:0.5"))
                        .notes())
                .containsExactly("classConfidence names classes that no feature has: [rof]");
        assertThat(filter(features, given("classConfidence", "roof:0.5")).notes())
                .isEmpty();
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
        assertThat(filter(features, given("minCompactness", 0.79)).reasons()).isEqualTo(Map.of("notCompact", 3));
        assertRefused(features, "minCompactness must be from 0 to 1, got 1.5", "minCompactness", 1.5);
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
            assertThat(filtered.reasons()).isEqualTo(Map.of("beyondMaxFeatures", 25));
            assertThat(filtered.rejected())
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
        assertThat(filtered.rejected().get(0).getAttribute("geometry")).isEqualTo(square(0, 0, 10));
        assertThat(filtered.rejected().get(0).getAttribute("confidence")).isEqualTo(0.3);
        assertThat(filtered.rejected().get(0).getAttribute("area_m2")).isEqualTo(5.0);
        assertThat(filtered.rejected().get(0).getFeatureType().getCoordinateReferenceSystem())
                .isEqualTo(type.getCoordinateReferenceSystem());
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

        assertThat(filtered.reasons()).isEqualTo(Map.of("badGeometry", 1, "badAttribute", 1));
        assertThat(filtered.notes()).containsExactly("classConfidence names classes that no feature has: [car]");
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

        assertThat(filtered.kept()).hasSize(10);
        assertThat(filtered.reasons()).isEqualTo(Map.of("beyondMaxFeatures", 199_990));
        assertThat(filtered.notes()).containsExactly("10 features were cut to the roi");
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
}
