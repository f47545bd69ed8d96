package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.geometry.jts.JTS;
import org.geotools.process.ProcessException;
import org.geotools.referencing.CRS;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.gsprelabel.merge.Agreement;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Whatever collection MergeTiles is given, it merges what can be merged, counts the rest, or refuses in one sentence. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MergeTilesInputTest {

    private static final double LEFT = 500_000;
    private static final double TOP = 5_800_000;

    /** Tiles of 64 pixels of one metre every 48: r0_c0 sees columns 0 to 64, r0_c1 columns 48 to 112. */
    private static final String GRID = "EPSG:32633 200x100 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0";

    private static final SimpleFeatureType OWN = own("EPSG:32633");

    @SuppressWarnings("NullAway.Init")
    private Plugin plugin;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        Scene.of(SceneSpec.of(9, 768).withoutNodata()).writeGeoTiff(folder.resolve("scene.tif"));
        plugin = new Plugin(folder);
    }

    @AfterAll
    void close() {
        plugin.close();
    }

    @Test
    void pieces_of_an_object_become_one() {
        Plugin.Result merged = merge(features(
                OWN, tile("r0_c0", GRID, pixels(30, 10, 64, 30)), tile("r0_c1", GRID, pixels(48, 10, 80, 30))));

        assertThat(merged.geometries())
                .singleElement()
                .satisfies(geometry ->
                        assertThat(geometry.equalsTopo(pixels(30, 10, 80, 30))).isTrue());
        assertThat(merged.list().get(0).getAttribute("pieces")).isEqualTo(2);
    }

    @Test
    void geometries_that_are_none_are_counted() throws ParseException {
        List<Geometry> bad = Arrays.asList(
                null,
                new GeometryFactory().createPolygon(),
                new GeometryFactory().createMultiPolygon(),
                wkt("POINT (1 1)"),
                wkt("LINESTRING (0 0, 1 1)"),
                wkt("POLYGON ((0 0, 5 5, 10 10, 0 0))"),
                wkt("POLYGON ((3 3, 3 3, 3 3, 3 3))"),
                ring(Double.NaN, TOP),
                ring(LEFT, Double.NaN),
                ring(Double.POSITIVE_INFINITY, TOP),
                ring(LEFT, Double.NEGATIVE_INFINITY),
                ring(1e300, 1e300),
                ring(-1e300, TOP),
                ring(Double.MAX_VALUE, -Double.MAX_VALUE));
        for (boolean tiled : new boolean[] {true, false}) {
            List<SimpleFeature> features = new ArrayList<>();
            for (Geometry geometry : bad) {
                features.add(tiled ? tile("r0_c0", GRID, geometry) : foreign(geometry, 0.9, "roof"));
            }
            features.add(tiled ? tile("r0_c0", GRID, pixels(0, 0, 9, 9)) : foreign(pixels(0, 0, 9, 9), 0.9, "roof"));

            Plugin.Result merged = merge(new ListFeatureCollection(OWN, features));

            assertThat(merged.list()).hasSize(1);
            assertThat(rejected(merged)).isEqualTo(Map.of("badGeometry", bad.size()));
            assertThat(merged.report().at("/featuresIn").asInt()).isEqualTo(bad.size() + 1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POLYGON ((0 0, 0 10, 10 0, 10 10, 0 0))                     | 50",
                "POLYGON ((0 0, 10 0, 10 0, 10 10, 10 10, 10 10, 0 10, 0 0)) | 100",
                "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (0 0, 10 0, 10 10, 0 10, 0 0)) | 100",
                "POLYGON ((0 0, 10 0, 20 0, 10 0, 10 10, 0 10, 0 0))         | 100",
                "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((5 0, 15 0, 15 10, 5 10, 5 0))) | 150"
            })
    void geometries_that_are_invalid_are_mended(String text, double area) throws ParseException {
        for (SimpleFeature feature : List.of(tile("r0_c0", GRID, wkt(text)), foreign(wkt(text), 0.9, "roof"))) {
            Plugin.Result merged = merge(features(OWN, feature));

            if (text.contains("), (0 0, 10 0")) {
                // A hole as large as its polygon leaves nothing.
                assertThat(rejected(merged)).isEqualTo(Map.of("badGeometry", 1));
            } else {
                assertThat(merged.geometries()).singleElement().satisfies(geometry -> {
                    assertThat(geometry.isValid()).isTrue();
                    assertThat(geometry.getArea()).isCloseTo(area, within(1e-6));
                });
            }
        }
    }

    @Test
    void attributes_that_cannot_be_used_are_counted() {
        Geometry square = pixels(0, 0, 10, 10);
        Plugin.Result merged = merge(features(
                OWN,
                own(square, null, "roof", null, null, null),
                own(square, Double.NaN, "roof", null, null, null),
                own(square, 1.01, "roof", null, null, null),
                own(square, -0.1, "roof", null, null, null),
                own(square, 0.9, null, null, null, null),
                own(square, 0.9, " ", null, null, null),
                own(square, 0.9, "roof", "r0_c0", GRID, 0),
                own(square, 0.9, "roof", "r0_c0", GRID, -7),
                own(square, 0.9, "roof", "r0_c0", GRID, 1)));

        assertThat(merged.list()).hasSize(1);
        assertThat(rejected(merged)).isEqualTo(Map.of("badAttribute", 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "",
                "EPSG:32633 200x100 64/16",
                "EPSG:999999 200x100 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "NOWHERE:1 200x100 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:4978 200x100 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:4979 200x100 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:5773 200x100 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:32633 0x0 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:32633 200x100 64/32 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:32633 200x100 4/0 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:32633 99999999999x100 64/16 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:32633 999999999x999999999 8/3 1.0,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:32633 200x100 64/16 1.0,0.0,0.0,0.0,500000.0,5800000.0",
                "EPSG:32633 200x100 64/16 1E999,0.0,0.0,-1.0,500000.0,5800000.0",
                "EPSG:32633 200x100 64/16 NaN,0.0,0.0,-1.0,500000.0,5800000.0"
            })
    void a_tile_grid_that_makes_no_sense_is_counted(String grid) {
        Plugin.Result merged = merge(
                features(OWN, tile("r0_c0", grid, pixels(30, 10, 64, 30)), tile("r0_c0", GRID, pixels(0, 0, 9, 9))));

        assertThat(merged.list()).hasSize(1);
        assertThat(rejected(merged)).isEqualTo(Map.of("badAttribute", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"r2_c0", "r0_c4", "r999999999_c0", "r9999999999_c0", "tile 7", "r-1_c0", " "})
    void a_tile_outside_of_its_grid_is_counted(String id) {
        Plugin.Result merged =
                merge(features(OWN, tile(id, GRID, pixels(30, 10, 64, 30)), tile("r0_c0", GRID, pixels(0, 0, 9, 9))));

        assertThat(merged.list()).hasSize(1);
        assertThat(rejected(merged)).isEqualTo(Map.of("badAttribute", 1));
    }

    /** The grid is one, but not the one that the shapes come from: nothing fails, and nothing is lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "EPSG:32633 200x100 64/16 1.0,0.0,0.0,-1.0,0.0,0.0",
                "EPSG:32633 200x100 64/16 1.0E-5,0.0,0.0,-1.0E-5,500000.0,5800000.0",
                "EPSG:32633 999999999x999999999 64/16 0.01,0.0,0.0,-0.01,500000.0,9000000.0",
                "EPSG:32633 999999999x999999999 16/0 0.001,0.0,0.0,-0.001,500000.0,5800000.0"
            })
    void a_tile_grid_that_lies_does_no_harm(String grid) {
        Plugin.Result merged = merge(features(
                OWN,
                tile("r0_c0", grid, pixels(30, 10, 64, 30)),
                tile("r0_c1", grid, pixels(100, 10, 120, 30)),
                tile("r0_c1", grid, pixels(0, 40, 90_000, 90_000))));

        assertThat(merged.list()).hasSize(3);
        assertThat(rejected(merged)).isEmpty();
        assertThat(merged.geometries().stream().mapToDouble(Geometry::getArea).sum())
                .isCloseTo(34 * 20 + 20 * 20 + 90_000.0 * 89_960, within(1e4));
    }

    @ParameterizedTest
    @CsvSource({"1.0E-300, badAttribute", "1.0E-150, badGeometry", "1.0E300, badAttribute", "1.0E150, badGeometry"})
    void a_tile_grid_of_pixels_of_no_size_is_counted(String size, String reason) {
        String grid = GRID.replace("1.0,0.0,0.0,-1.0", size + ",0.0,0.0,-" + size);

        Plugin.Result merged = merge(features(OWN, tile("r0_c0", grid, pixels(30, 10, 64, 30))));

        assertThat(merged.list()).isEmpty();
        assertThat(rejected(merged)).isEqualTo(Map.of(reason, 1));
    }

    @Test
    void a_tile_grid_on_the_other_side_of_the_earth_is_counted() {
        String america = GRID.replace("32633", "32618");

        Plugin.Result merged = merge(
                features(OWN, tile("r0_c0", america, pixels(30, 10, 64, 30)), tile("r0_c0", GRID, pixels(0, 0, 9, 9))));

        assertThat(merged.list()).hasSize(1);
        assertThat(rejected(merged)).isEqualTo(Map.of("badAttribute", 1));
    }

    @Test
    void features_without_a_crs_or_of_three_dimensions_are_refused() {
        for (String code : new @Nullable String[] {null, "EPSG:4979"}) {
            SimpleFeatureType type = own(code);
            SimpleFeature feature =
                    SimpleFeatureBuilder.build(type, new Object[] {pixels(0, 0, 9, 9), 0.9, "roof"}, "a");

            assertRefused(
                    features(type, feature),
                    code == null
                            ? "features have no coordinate reference system; areas need one"
                            : "coordinate reference system 'WGS 84' must have two dimensions, got 3");
        }
    }

    @Test
    void grids_of_different_crs_are_merged_each_by_itself() throws FactoryException, TransformException {
        // Zone 32 is left of zone 33: 15 E lies at about 911 km there.
        String other = "EPSG:32632 200x100 64/16 1.0,0.0,0.0,-1.0,911000.0,5800000.0";
        Plugin.Result merged = merge(features(
                OWN,
                tile("r0_c0", GRID, pixels(30, 10, 64, 30)),
                tile("r0_c0", other, zone32(30, 10, 64, 30)),
                tile("r0_c1", other, zone32(48, 10, 80, 30)),
                tile("r0_c1", GRID, pixels(48, 10, 80, 30))));

        assertThat(merged.list())
                .hasSize(2)
                .allSatisfy(
                        feature -> assertThat(feature.getAttribute("pieces")).isEqualTo(2));
        assertThat(merged.geometries()
                        .get(0)
                        .symDifference(zone32(30, 10, 80, 30))
                        .getArea())
                .isLessThan(1e-3);
        assertThat(merged.geometries().get(1).equalsTopo(pixels(30, 10, 80, 30)))
                .isTrue();
    }

    @Test
    void what_different_models_found_is_never_one() {
        List<SimpleFeature> features = new ArrayList<>();
        for (String model : List.of("unet@1", "yolo@2")) {
            for (SimpleFeature piece :
                    List.of(tile("r0_c0", GRID, pixels(30, 10, 64, 30)), tile("r0_c1", GRID, pixels(48, 10, 80, 30)))) {
                piece.setAttribute("model", model);
                features.add(piece);
            }
        }

        Plugin.Result merged = merge(new ListFeatureCollection(OWN, features));

        assertThat(merged.list())
                .extracting(feature -> feature.getAttribute("model"))
                .containsExactly("unet@1", "yolo@2");
        assertThat(merged.geometries())
                .allSatisfy(geometry ->
                        assertThat(geometry.equalsTopo(pixels(30, 10, 80, 30))).isTrue());
    }

    @Test
    void two_requests_over_neighbouring_regions_come_to_the_same_as_one_over_both() {
        Envelope scene = region(0, 1).getEnvelopeInternal();
        Plugin.Result left = label(region(0, 0.6));
        Plugin.Result right = label(region(0.4, 1));
        Plugin.Result both = label(new GeometryFactory().toGeometry(scene));
        List<SimpleFeature> all = new ArrayList<>(right.list());
        all.addAll(left.list());

        Plugin.Result merged = merge(new ListFeatureCollection(right.features().getSchema(), all));

        assertThat(all).hasSizeGreaterThan(both.list().size());
        assertThat(objects(merged)).isEqualTo(objects(both));
    }

    @Test
    void features_of_other_origin_are_merged_by_shape_beside_those_of_tiles() {
        Plugin.Result merged = merge(features(
                OWN,
                tile("r0_c0", GRID, pixels(30, 10, 64, 30)),
                foreign(pixels(30, 60, 40, 70), 0.8, "roof"),
                tile("r0_c1", GRID, pixels(48, 10, 80, 30)),
                foreign(pixels(32, 60, 42, 70), 0.7, "roof")));

        assertThat(merged.geometries().stream().map(Geometry::getArea)).containsExactlyInAnyOrder(120.0, 1000.0);
        assertThat(notes(merged))
                .containsExactly(
                        "features of 2 combinations of tile grid and model were merged each by itself: an object that"
                                + " several of them show stays several",
                        "2 features do not say where their tiles lie (tile_id, tile_grid): they were merged by the"
                                + " overlap of their shapes, so objects that a seam cut may still be in pieces");
    }

    @ParameterizedTest
    // 10 x 10 moved by 2: IoU 80 / 120. 4 x 4 inside of 10 x 10: IoU 0.16, all of the smaller one.
    @CsvSource({
        "2 0 12 10, IOU, 0.5, 1",
        "2 0 12 10, IOU, 0.66, 1",
        "2 0 12 10, IOU, 0.67, 2",
        "3 3 7 7, IOU, 0.5, 2",
        "3 3 7 7, IOU, 0.16, 1",
        "3 3 7 7, IOS, 1, 1",
        "2 0 12 10, IOS, 0.81, 2",
        "2 0 12 10, IOS, 0.8, 1",
    })
    void agreement_says_when_two_shapes_are_one(String other, Agreement agreement, double least, int objects) {
        double[] box =
                Arrays.stream(other.split(" ")).mapToDouble(Double::parseDouble).toArray();
        Plugin.Result merged = merge(
                features(
                        OWN,
                        foreign(pixels(0, 0, 10, 10), 0.9, "roof"),
                        foreign(pixels(box[0], box[1], box[2], box[3]), 0.8, "roof")),
                "agreement",
                agreement,
                "minAgreement",
                least);

        assertThat(merged.list()).hasSize(objects);
        assertThat(merged.report().at("/merge/agreement").asString()).isEqualTo(agreement.name());
        assertThat(merged.report().at("/merge/minAgreement").asDouble()).isEqualTo(least);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0", "-0.5, -0.5", "1.01, 1.01", "NaN, NaN"})
    void an_agreement_out_of_range_is_refused(double least, String value) {
        assertRefused(
                features(OWN, foreign(pixels(0, 0, 10, 10), 0.9, "roof")),
                "minAgreement must be above 0 and at most 1, got " + value,
                "minAgreement",
                least);
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void classes_matter_unless_they_do_not(boolean classAware, int objects) {
        Plugin.Result merged = merge(
                features(OWN, foreign(pixels(0, 0, 10, 10), 0.7, "roof"), foreign(pixels(1, 0, 11, 10), 0.8, "shed")),
                "classAware",
                classAware);

        assertThat(merged.list()).hasSize(objects);
        assertThat(merged.list()).anySatisfy(feature -> {
            assertThat(feature.getAttribute("class_name")).isEqualTo("shed");
            assertThat(feature.getAttribute("confidence")).isEqualTo(0.8);
        });
    }

    @Test
    void boxes_are_fused_by_their_confidence() {
        Plugin.Result merged = merge(
                features(OWN, foreign(pixels(0, 0, 10, 10), 0.8, "roof"), foreign(pixels(3, 0, 13, 10), 0.4, "roof")),
                "merge",
                MergeStrategy.WEIGHTED);

        // A third of the way from 0 to 3 and from 10 to 13; 70 / 130 of the two is shared.
        assertThat(merged.list()).singleElement().satisfies(feature -> {
            Envelope box = ((Geometry) feature.getDefaultGeometry()).getEnvelopeInternal();
            assertThat(box.getMinX()).isCloseTo(LEFT + 1, within(1e-6));
            assertThat(box.getMaxX()).isCloseTo(LEFT + 11, within(1e-6));
            assertThat((Double) feature.getAttribute("confidence")).isCloseTo(0.6, within(1e-12));
        });
    }

    @Test
    void shapes_that_are_no_boxes_are_not_fused() throws ParseException {
        Geometry triangle = wkt("POLYGON ((0 0, 10 0, 5 10, 0 0))");
        for (SimpleFeature feature : List.of(tile("r0_c0", GRID, triangle), foreign(triangle, 0.9, "roof"))) {
            assertRefused(
                    features(OWN, feature),
                    "merge WEIGHTED is for boxes along rows and columns, got a shape of 4 vertices of class roof in tile"
                            + " r0_c0; UNION, BEST and LARGEST take any shape",
                    "merge",
                    MergeStrategy.WEIGHTED);
        }
    }

    @ParameterizedTest
    @EnumSource(MergeStrategy.class)
    void many_copies_of_one_square_are_one(MergeStrategy strategy) {
        int copies = 200_000;
        for (SimpleFeature square :
                List.of(tile("r0_c0", GRID, pixels(0, 0, 9, 9)), foreign(pixels(0, 0, 9, 9), 0.9, "roof"))) {
            Plugin.Result merged =
                    merge(new ListFeatureCollection(OWN, Collections.nCopies(copies, square)), "merge", strategy);

            boolean merges = strategy != MergeStrategy.NONE;
            assertThat(merged.features().size()).isEqualTo(merges ? 1 : copies);
            assertThat(merged.report().at("/merge/largestGroup").asInt()).isEqualTo(merges ? copies : 1);
            if (merges) {
                assertThat(merged.list().get(0).getAttribute("pieces")).isEqualTo(copies);
            }
        }
    }

    @Test
    void pieces_that_claim_to_be_many_add_up_to_no_nonsense() {
        Plugin.Result merged = merge(features(
                OWN,
                own(pixels(0, 0, 9, 9), 0.9, "roof", "r0_c0", GRID, Integer.MAX_VALUE),
                own(pixels(0, 0, 9, 9), 0.8, "roof", "r0_c1", GRID, Integer.MAX_VALUE)));

        assertThat(merged.list())
                .singleElement()
                .satisfies(feature -> assertThat(feature.getAttribute("pieces")).isEqualTo(Integer.MAX_VALUE));
    }

    private Plugin.Result label(Geometry region) {
        return plugin.preLabel(
                "coverageName", "scene.tif", "model", "roofs-semseg", "tileSize", 256, "roi", region, "minArea", 5.0);
    }

    /** A part of the scene, from left to right. */
    private static Geometry region(double from, double to) {
        Geometry pixels = new GeometryFactory().toGeometry(new Envelope(from * 768, to * 768, 0, 768));
        return SceneSpec.of(9, 768).georeference().toWorld((Polygon) pixels);
    }

    /** All that says what an object is, by id; how many pieces it was made of is counted once for each request. */
    private static Map<String, String> objects(Plugin.Result result) {
        Map<String, String> objects = new TreeMap<>();
        for (SimpleFeature feature : result.list()) {
            objects.put(
                    feature.getID(),
                    feature.getDefaultGeometry() + " " + feature.getAttribute("class_name") + " "
                            + feature.getAttribute("confidence") + " " + feature.getAttribute("area_m2") + " "
                            + feature.getAttribute("tile_id") + " " + feature.getAttribute("tile_edge") + " "
                            + feature.getAttribute("timestamp"));
        }
        return objects;
    }

    private Plugin.Result merge(SimpleFeatureCollection features, Object... inputs) {
        Map<String, Object> all = new HashMap<>(Plugin.inputs(inputs));
        all.put("features", features);
        return plugin.execute("MergeTiles", all);
    }

    private void assertRefused(SimpleFeatureCollection features, String message, Object... inputs) {
        assertThatThrownBy(() -> merge(features, inputs))
                .isInstanceOf(ProcessException.class)
                .hasMessage(message);
    }

    private static Map<String, Integer> rejected(Plugin.Result result) {
        Map<String, Integer> rejected = new TreeMap<>();
        result.report()
                .path("rejected")
                .properties()
                .forEach(entry -> rejected.put(entry.getKey(), entry.getValue().asInt()));
        return rejected;
    }

    private static List<String> notes(Plugin.Result result) {
        List<String> notes = new ArrayList<>();
        result.report().path("notes").forEach(note -> notes.add(note.asString()));
        return notes;
    }

    /** The attributes that say what a feature is, for geometries of any kind. */
    private static SimpleFeatureType own(@Nullable String code) {
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

    private static SimpleFeature tile(String id, String grid, @Nullable Geometry geometry) {
        return own(geometry, 0.9, "roof", id, grid, null);
    }

    private static SimpleFeature foreign(@Nullable Geometry geometry, double confidence, String className) {
        return own(geometry, confidence, className, null, null, null);
    }

    private static SimpleFeature own(
            @Nullable Geometry geometry,
            @Nullable Double confidence,
            @Nullable String className,
            @Nullable String tile,
            @Nullable String grid,
            @Nullable Integer pieces) {
        return SimpleFeatureBuilder.build(
                OWN, new @Nullable Object[] {geometry, confidence, className, tile, grid, pieces, "", ""}, null);
    }

    /** A box of pixels of {@link #GRID} in the world. */
    private static Geometry pixels(double left, double top, double right, double bottom) {
        return new GeometryFactory().toGeometry(new Envelope(LEFT + left, LEFT + right, TOP - bottom, TOP - top));
    }

    private static Geometry zone32(double left, double top, double right, double bottom)
            throws FactoryException, TransformException {
        return JTS.transform(
                new GeometryFactory()
                        .toGeometry(new Envelope(911_000 + left, 911_000 + right, TOP - bottom, TOP - top)),
                CRS.findMathTransform(crs("EPSG:32632"), crs("EPSG:32633"), true));
    }

    /** Well-known text in metres from the corner of the grid, within its first tile. */
    private static Geometry wkt(String text) throws ParseException {
        return AffineTransformation.translationInstance(LEFT, TOP - 30).transform(new WKTReader().read(text));
    }

    private static Geometry ring(double x, double y) {
        return new GeometryFactory().createPolygon(new Coordinate[] {
            new Coordinate(LEFT, TOP - 10),
            new Coordinate(x, y),
            new Coordinate(LEFT + 10, TOP - 10),
            new Coordinate(LEFT, TOP - 10)
        });
    }
}
