package org.gsprelabel.wps.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.filter.text.ecql.ECQL;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.referencing.CRS;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.gsprelabel.pipeline.RunCancelledException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

class CatalogPublisherTest {

    private static final CoordinateReferenceSystem UTM_33 = crs("EPSG:32633");
    private static final PublishWatch NOBODY = watch(Long.MAX_VALUE);

    private final StandInServer server = new StandInServer();
    private final CatalogPublisher publisher = new CatalogPublisher(server);
    private final SimpleFeatureType schema = PredictionSchema.in(UTM_33);

    @AfterEach
    void close() {
        server.close();
    }

    @BeforeEach
    void style() {
        server.styles.add(CatalogPublisher.DEFAULT_STYLE);
    }

    @Test
    void a_new_layer_has_every_feature_with_its_attributes_and_its_id() throws IOException {
        Published published = publish(PublishMode.CREATE, squares(UTM_33, "a", 0, 3));

        assertThat(published).isEqualTo(new Published("demo:roofs", 3, List.of()));
        assertThat(server.features("roofs"))
                .extracting(feature -> feature.getAttribute("object_id"))
                .containsExactlyInAnyOrder("a0", "a1", "a2");
        assertThat(server.features("roofs"))
                .allSatisfy(feature ->
                        assertThat(feature.getAttribute("class_name")).isEqualTo("roof"));
        assertThat(server.stylesUsed).containsExactly("prelabel-class");
    }

    @Test
    void a_style_that_is_named_is_taken_and_without_the_plugins_own_the_servers_is_with_a_note() {
        server.styles.add("red");
        server.styles.remove(CatalogPublisher.DEFAULT_STYLE);

        publisher
                .prepare(PublishRequest.of("demo:labels:one", null, "red").orElseThrow(), schema)
                .publish(squares(UTM_33, "a", 0, 1), NOBODY);
        Published second = publish(PublishMode.CREATE, squares(UTM_33, "a", 0, 1));

        assertThat(server.stylesUsed).containsExactly("red", "");
        assertThat(second.notes())
                .containsExactly("there is no style 'prelabel-class' on this server, so the layer has the server's own"
                        + " for polygons");
    }

    @Test
    void what_is_appended_comes_to_what_is_there() throws IOException {
        publish(PublishMode.CREATE, squares(UTM_33, "a", 0, 3));

        // More than one block of 500, and not a whole number of them.
        Published published = publish(PublishMode.APPEND, squares(UTM_33, "b", 100, 1001));

        assertThat(published.features()).isEqualTo(1001);
        assertThat(server.features("roofs").stream()
                        .map(feature -> feature.getAttribute("object_id"))
                        .distinct())
                .hasSize(1004)
                .contains("a2", "b0", "b500", "b1000");
    }

    @Test
    void what_replaces_leaves_nothing_of_what_was_there() throws IOException {
        publish(PublishMode.CREATE, squares(UTM_33, "a", 0, 3));

        publish(PublishMode.REPLACE, squares(UTM_33, "b", 0, 2));

        assertThat(server.features("roofs"))
                .extracting(feature -> feature.getAttribute("object_id"))
                .containsExactlyInAnyOrder("b0", "b1");
    }

    @Test
    void the_boxes_of_a_layer_grow_by_what_is_appended_and_are_those_of_what_replaces() throws IOException {
        publish(PublishMode.CREATE, squares(UTM_33, "a", 0, 1));
        StandInServer.Layer layer = Objects.requireNonNull(server.layers.get("demo:roofs"));
        layer.box = new ReferencedEnvelope(500_000, 500_010, 0, 10, UTM_33);

        publish(PublishMode.APPEND, squares(UTM_33, "b", 100, 1));

        // Squares of 1 m, the first at 500 km + 2 m times its number, on the equator.
        assertThat((Object) layer.box).isEqualTo(new ReferencedEnvelope(500_000, 500_201, 0, 10, UTM_33));
        assertThat(layer.isSaved).isTrue();
        ReferencedEnvelope degrees = Objects.requireNonNull(layer.degrees);
        assertThat(degrees.getMinX()).isCloseTo(15, within(1e-9));
        assertThat(degrees.getMinY()).isCloseTo(0, within(1e-9));
        // 201 m at the equator of WGS 84 (6378137 m), scale 0.9996.
        assertThat(degrees.getMaxX()).isCloseTo(15 + Math.toDegrees(201 / 0.9996 / 6_378_137), within(1e-8));

        publish(PublishMode.REPLACE, squares(UTM_33, "c", 50, 1));

        assertThat((Object) layer.box).isEqualTo(new ReferencedEnvelope(500_100, 500_101, 0, 1, UTM_33));
    }

    @Test
    void what_may_not_be_replaced_stays_in_the_box_of_the_layer() throws Exception {
        publish(PublishMode.CREATE, squares(UTM_33, "a", 0, 3));
        server.removable = ECQL.toFilter("object_id <> 'a0'");

        publish(PublishMode.REPLACE, squares(UTM_33, "b", 50, 1));

        assertThat(server.features("roofs"))
                .extracting(feature -> feature.getAttribute("object_id"))
                .containsExactlyInAnyOrder("a0", "b0");
        // from the square at 0 to the one at 50
        assertThat((Object) Objects.requireNonNull(server.layers.get("demo:roofs")).box)
                .isEqualTo(new ReferencedEnvelope(500_000, 500_101, 0, 1, UTM_33));
    }

    @Test
    void features_are_brought_to_the_CRS_of_the_layer_and_a_note_says_so() throws IOException {
        server.addLayer(named("roofs", IdentifiedFeatures.withId(PredictionSchema.in(crs("EPSG:4326")))));

        Published published = publish(PublishMode.APPEND, squares(UTM_33, "a", 0, 1));

        MultiPolygon geometry = (MultiPolygon) server.features("roofs").get(0).getDefaultGeometry();
        assertThat(geometry.getEnvelopeInternal().getMinX()).isCloseTo(15, within(1e-9));
        assertThat(published.notes()).containsExactly("features were brought to the CRS of the layer, WGS 84");
    }

    @Test
    void a_layer_that_lacks_attributes_is_refused_with_their_names() throws IOException {
        server.addLayer(typeWithout("roofs", "model", "tile_grid"));

        assertThatThrownBy(() -> prepare(PublishMode.APPEND))
                .hasMessage(
                        "layer 'demo:roofs' lacks the attributes [model, tile_grid], so predictions cannot be added to"
                                + " it; choose another layer, or make one with publishMode CREATE");
    }

    @Test
    void a_layer_without_ids_of_objects_takes_features_without_them() throws IOException {
        server.addLayer(named("roofs", schema));

        assertThat(publish(PublishMode.APPEND, squares(UTM_33, "a", 0, 2)).features())
                .isEqualTo(2);
    }

    @Test
    void a_layer_with_attributes_of_other_types_is_refused_with_their_names() throws IOException {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName("roofs");
        for (var attribute : schema.getAttributeDescriptors()) {
            switch (attribute.getLocalName()) {
                case "geometry" -> builder.add("geometry", Point.class, UTM_33);
                case "confidence" -> builder.add("confidence", Integer.class);
                default -> builder.add(attribute);
            }
        }
        server.addLayer(builder.buildFeatureType());

        assertThatThrownBy(() -> prepare(PublishMode.REPLACE))
                .hasMessageContaining(
                        "has attributes of other types [geometry (Point) for MultiPolygon, confidence (Integer) for Double]");
    }

    @Test
    void layers_and_stores_are_looked_at_before_the_run() throws IOException {
        assertRefused(
                "demo:other:roofs",
                PublishMode.CREATE,
                "publishTo must name a store of features in workspace 'demo', got 'other'");
        assertRefused(
                "nowhere:labels:roofs",
                PublishMode.CREATE,
                "publishTo must name a workspace that you may administer, got 'nowhere'");
        assertRefused(
                "demo:labels:roofs",
                PublishMode.APPEND,
                "publishMode APPEND wants a layer of features that is there, and there is no 'demo:roofs'; CREATE makes one");
        server.data.createSchema(named("hidden", schema));
        assertRefused(
                "demo:labels:HIDDEN",
                PublishMode.CREATE,
                "store 'labels' has features called 'HIDDEN' already, which no layer 'demo:HIDDEN' shows; choose another name");
        server.addLayer(named("roofs", schema));
        assertRefused(
                "demo:labels:roofs",
                PublishMode.CREATE,
                "there is a layer 'demo:roofs' already; choose another name, or publishMode APPEND or REPLACE");
        assertRefused(
                "demo:other:roofs",
                PublishMode.APPEND,
                "layer 'demo:roofs' is not in store 'other'; name the store that it is in");
    }

    @Test
    void rights_are_looked_at_before_the_run() throws IOException {
        server.addLayer(named("roofs", schema));
        server.isAdministrator = false;
        server.mayWrite = false;

        assertRefused(
                "demo:labels:new",
                PublishMode.CREATE,
                "publishTo must name a workspace that you may administer, got 'demo'");
        assertRefused(
                "demo:labels:roofs",
                PublishMode.REPLACE,
                "layer 'demo:roofs' cannot be written to with your rights; ask for them, or make a layer of your own with publishMode CREATE");
    }

    @Test
    void the_right_to_write_is_enough_for_a_layer_that_is_there() throws IOException {
        server.addLayer(named("roofs", schema));
        server.isAdministrator = false;

        assertThat(publish(PublishMode.APPEND, squares(UTM_33, "a", 0, 2)).features())
                .isEqualTo(2);
    }

    @Test
    void a_CRS_without_a_code_is_refused_before_the_run() throws FactoryException {
        CoordinateReferenceSystem local = CRS.parseWKT("LOCAL_CS[\"site\", LOCAL_DATUM[\"site\", 0], UNIT[\"m\", 1.0],"
                + " AXIS[\"x\", EAST], AXIS[\"y\", NORTH]]");

        assertThatThrownBy(() -> publisher.prepare(
                        PublishRequest.of("demo:labels:roofs", null, null).orElseThrow(), PredictionSchema.in(local)))
                .hasMessage("publishTo needs a CRS with an EPSG code, and 'site' has none; give targetCRS");
    }

    @Test
    void an_import_that_fails_leaves_no_table_in_the_way_and_no_path_in_the_sentence() throws IOException {
        server.failsAt = 2;

        assertThatThrownBy(() -> publish(PublishMode.CREATE, squares(UTM_33, "a", 0, 3)))
                .isInstanceOfSatisfying(
                        PublishException.class,
                        e -> assertThat(e.publicSentence())
                                .isEqualTo(
                                        "the features could not be published to demo:roofs; the server's log has the reason"));
        assertThat(server.data.getTypeNames()).isEmpty();

        server.failsAt = 0;
        assertThat(publish(PublishMode.CREATE, squares(UTM_33, "a", 0, 3)).features())
                .isEqualTo(3);
    }

    @Test
    void a_layer_that_the_catalog_refuses_leaves_neither_feature_type_nor_table_in_the_way() throws IOException {
        server.refusesLayers = true;

        assertThatThrownBy(() -> publish(PublishMode.CREATE, squares(UTM_33, "a", 0, 3)))
                .isInstanceOf(PublishException.class);
        assertThat(server.layers).isEmpty();
        assertThat(server.data.getTypeNames()).isEmpty();

        server.refusesLayers = false;
        assertThat(publish(PublishMode.CREATE, squares(UTM_33, "b", 0, 2)).features())
                .isEqualTo(2);
        assertThat(server.features("roofs"))
                .extracting(feature -> feature.getAttribute("object_id"))
                .containsExactlyInAnyOrder("b0", "b1");
    }

    @Test
    void a_feature_type_that_appears_during_the_run_is_left_alone() throws IOException {
        Publication late = prepare(PublishMode.CREATE);
        server.layers.put("demo:roofs", server.new Layer("elsewhere"));

        assertThatThrownBy(() -> late.publish(squares(UTM_33, "late", 0, 3), NOBODY))
                .isInstanceOf(PublishException.class);
        assertThat(server.layers).containsOnlyKeys("demo:roofs");
        assertThat(server.data.getTypeNames()).isEmpty();
    }

    @Test
    void a_table_that_another_request_made_during_the_run_is_left_alone() throws IOException {
        Publication late = prepare(PublishMode.CREATE);
        publish(PublishMode.CREATE, squares(UTM_33, "first", 0, 2));

        assertThatThrownBy(() -> late.publish(squares(UTM_33, "late", 0, 3), NOBODY))
                .isInstanceOf(PublishException.class);
        assertThat(server.features("roofs"))
                .extracting(feature -> feature.getAttribute("object_id"))
                .containsExactlyInAnyOrder("first0", "first1");
    }

    @Test
    void a_dismissed_request_publishes_nothing() throws IOException {
        publish(PublishMode.CREATE, squares(UTM_33, "a", 0, 3));

        for (PublishMode mode : List.of(PublishMode.APPEND, PublishMode.REPLACE)) {
            assertThatThrownBy(() -> prepare(mode).publish(squares(UTM_33, "b", 0, 1400), watch(1200)))
                    .isInstanceOf(RunCancelledException.class);
            assertThat(server.features("roofs"))
                    .as("after %s", mode)
                    .extracting(feature -> feature.getAttribute("object_id"))
                    .containsExactlyInAnyOrder("a0", "a1", "a2");
        }
        assertThatThrownBy(() -> publisher
                        .prepare(
                                PublishRequest.of("demo:labels:new", null, null).orElseThrow(), schema)
                        .publish(squares(UTM_33, "c", 0, 3), watch(2)))
                .isInstanceOf(RunCancelledException.class);
        assertThat(server.data.getTypeNames()).containsExactly("roofs");
    }

    @ParameterizedTest
    @EnumSource(names = {"ANNOUNCED", "UNANNOUNCED"})
    void a_store_that_fails_in_the_middle_keeps_what_it_had_and_nothing_else(FailingStore.Way way) throws IOException {
        publish(PublishMode.CREATE, squares(UTM_33, "a", 0, 3));
        StandInServer.Layer layer = Objects.requireNonNull(server.layers.get("demo:roofs"));

        for (PublishMode mode : List.of(PublishMode.APPEND, PublishMode.REPLACE)) {
            // In the second block, after a whole one of 500.
            server.failing = new FailingStore(700, way);
            assertThatThrownBy(() -> publish(mode, squares(UTM_33, "b", 100, 1000)))
                    .isInstanceOfSatisfying(
                            PublishException.class,
                            e -> assertThat(e.publicSentence())
                                    .isEqualTo(
                                            "the features could not be published to demo:roofs; the server's log has the reason"))
                    .hasMessageContaining("disk full at /srv/secret/labels.gpkg");
            assertThat(server.features("roofs"))
                    .as("after %s", mode)
                    .extracting(feature -> feature.getAttribute("object_id"))
                    .containsExactlyInAnyOrder("a0", "a1", "a2");
            assertThat(layer.isSaved).isFalse();
        }

        server.failing = null;
        assertThat(publish(PublishMode.REPLACE, squares(UTM_33, "b", 100, 1000)).features())
                .isEqualTo(1000);
        assertThat(server.features("roofs")).hasSize(1000);
    }

    @Test
    void a_store_that_cannot_be_brought_back_does_not_hide_what_went_wrong_first() throws IOException {
        publish(PublishMode.CREATE, squares(UTM_33, "a", 0, 3));
        server.failing = new FailingStore(700, FailingStore.Way.WITHOUT_RETURN);

        assertThatThrownBy(() -> publish(PublishMode.APPEND, squares(UTM_33, "b", 100, 1000)))
                .isInstanceOf(PublishException.class)
                .cause()
                .hasMessage("disk full at /srv/secret/labels.gpkg")
                .satisfies(first -> assertThat(first.getSuppressed())
                        .singleElement()
                        .satisfies(second -> assertThat(second.toString()).contains("the store is gone")));
    }

    private void assertRefused(String publishTo, PublishMode mode, String sentence) {
        assertThatThrownBy(() -> publisher.prepare(
                        PublishRequest.of(publishTo, mode, null).orElseThrow(), schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    private Publication prepare(PublishMode mode) {
        return publisher.prepare(
                PublishRequest.of("demo:labels:roofs", mode, null).orElseThrow(), schema);
    }

    private Published publish(PublishMode mode, SimpleFeatureCollection features) {
        return prepare(mode).publish(features, NOBODY);
    }

    /** Dismissed before a feature. */
    private static PublishWatch watch(long dismissedAt) {
        long[] seen = {0};
        return new PublishWatch() {
            @Override
            public void feature(long number) {
                seen[0] = number;
            }

            @Override
            public boolean isCancelled() {
                return seen[0] >= dismissedAt - 1;
            }
        };
    }

    private static SimpleFeatureType named(String name, SimpleFeatureType type) {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.init(type);
        builder.setName(name);
        return builder.buildFeatureType();
    }

    private SimpleFeatureType typeWithout(String name, String... attributes) {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.init(schema);
        builder.setName(name);
        for (String attribute : attributes) {
            builder.remove(attribute);
        }
        return builder.buildFeatureType();
    }

    /** Squares of 1 m side on the equator, 2 m apart, from 500 km on; ids are the letter and their place. */
    private static SimpleFeatureCollection squares(CoordinateReferenceSystem crs, String letter, int first, int count) {
        SimpleFeatureType type = PredictionSchema.in(crs);
        GeometryFactory factory = new GeometryFactory();
        List<SimpleFeature> features = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double x = 500_000 + 2.0 * (first + i);
            Polygon square = (Polygon) factory.toGeometry(new Envelope(x, x + 1, 0, 1));
            SimpleFeatureBuilder builder = new SimpleFeatureBuilder(type);
            builder.set(PredictionSchema.GEOMETRY, factory.createMultiPolygon(new Polygon[] {square}));
            builder.set(PredictionSchema.CONFIDENCE, 0.9);
            builder.set(PredictionSchema.CLASS_NAME, "roof");
            features.add(builder.buildFeature(letter + i));
        }
        return new ListFeatureCollection(type, features);
    }

    private static CoordinateReferenceSystem crs(String code) {
        try {
            return CRS.decode(code, true);
        } catch (FactoryException e) {
            throw new IllegalStateException(e);
        }
    }
}
