package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.geometry.jts.JTS;
import org.geotools.process.ProcessException;
import org.geotools.referencing.CRS;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.Score;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.testdata.TruthObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.databind.JsonNode;

/** Prompts and segmenters on a scene whose truth is known: four windows of 1024 pixels over 1400 x 1400. */
class PromptTest {

    private static final int SIZE = 1400;
    private static final SceneSpec SPEC = SceneSpec.of(11, SIZE);
    private static final String UTM = "EPSG:32633";
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    @TempDir
    static Path folder;

    private static Plugin plugin;
    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        plugin = new Plugin(folder);
        TestModels.copyPromptableTo(folder.resolve("models"));
        scene = Scene.of(SPEC);
        scene.writeGeoTiff(folder.resolve("scene.tif"));
    }

    @AfterAll
    static void close() {
        plugin.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roofs-sam1", "roofs-sam2", "roofs-sam-hf"})
    void a_point_on_every_roof_gives_every_roof_with_what_its_prompt_says(String model) {
        Prompts prompts = new Prompts(UTM, "EPSG:4326");
        Map<String, Geometry> truth = new TreeMap<>();
        for (TruthObject roof : scene.truth()) {
            String id = "r" + truth.size();
            Geometry outline = world(roof.pixels());
            truth.put(id, outline);
            prompts.add(outline.getInteriorPoint(), id, roof.className(), "no. " + id);
        }

        Plugin.Result result = run(model, prompts);

        assertThat(result.list()).hasSameSizeAs(scene.truth());
        for (SimpleFeature feature : result.list()) {
            String id = (String) feature.getAttribute("prompt_id");
            assertThat(iou((Geometry) feature.getDefaultGeometry(), Objects.requireNonNull(truth.get(id))))
                    .as("%s", id)
                    .isGreaterThanOrEqualTo(0.8);
            TruthObject roof = scene.truth().get(Integer.parseInt(id.substring(1)));
            assertThat(feature.getAttribute("class_name")).isEqualTo(roof.className());
            assertThat(feature.getAttribute("label")).isEqualTo("no. " + id);
            assertThat((Double) feature.getAttribute("confidence")).isBetween(0.5, 1.0);
            assertThat(feature.getAttribute("mask_iou")).isNull();
            assertThat(feature.getAttribute("tile_edge")).isEqualTo("");
        }
        assertThat(result.report().at("/prompts/given").asInt()).isEqualTo(truth.size());
        assertThat(result.report().at("/prompts/answered").asInt()).isEqualTo(truth.size());
        assertThat(result.report().at("/tiles/run").asInt()).isEqualTo(4);
        assertThat(result.report().at("/notes").valueStream().map(JsonNode::asString))
                .allMatch(note -> note.startsWith("embeddings: "));
    }

    @ParameterizedTest
    @CsvSource({"roofs-sam1, true", "roofs-sam1, false", "roofs-efficientsam, false", "roofs-sam2-hf, true"})
    void a_box_or_a_rough_outline_of_every_roof_gives_every_roof(String model, boolean boxes) {
        Prompts prompts = new Prompts(UTM, UTM);
        List<Geometry> truth = truth();
        for (int i = 0; i < truth.size(); i++) {
            Geometry rough = truth.get(i).buffer(0.75);
            Geometry shape = boxes ? rough.getEnvelope() : rough.convexHull();
            prompts.add(shape, "r" + i, null, null);
        }

        Plugin.Result result = run(model, prompts);

        // The model answers a box with the roofs that lie in it for the most part. A roof at the edge of the raster
        // goes on in
        // its reflection, so that half of it lies outside the box.
        assertThat(result.list()).hasSizeGreaterThanOrEqualTo((int) Math.ceil(0.96 * truth.size()));
        assertThat(result.report().at("/rejected/emptyShape").asInt(0))
                .isEqualTo(truth.size() - result.list().size());
        for (SimpleFeature feature : result.list()) {
            int roof = Integer.parseInt(((String) feature.getAttribute("prompt_id")).substring(1));
            assertThat(iou((Geometry) feature.getDefaultGeometry(), truth.get(roof)))
                    .as("roof %s", roof)
                    .isGreaterThanOrEqualTo(0.8);
            assertThat(feature.getAttribute("class_name")).isEqualTo("object");
            assertThat(feature.getAttribute("label")).isNull();
        }
    }

    @Test
    void points_of_one_id_are_one_object_and_a_background_point_takes_its_roof_away() {
        List<Geometry> truth = inOneWindow();
        Geometry a = truth.get(0);
        Geometry b = truth.get(1);
        Prompts prompts = new Prompts(UTM, "EPSG:3857")
                .add(a.getInteriorPoint(), "both", "pair", null)
                .add(b.getInteriorPoint(), "both", null, null)
                .add(a.getInteriorPoint(), "one", "pair", null, true)
                .add(b.getInteriorPoint(), "one", "pair", null, false);

        Plugin.Result result = run("roofs-sam1", prompts);

        assertThat(result.list()).hasSize(2);
        for (SimpleFeature feature : result.list()) {
            boolean both = feature.getAttribute("prompt_id").equals("both");
            assertThat(iou((Geometry) feature.getDefaultGeometry(), both ? a.union(b) : a))
                    .isGreaterThanOrEqualTo(0.8);
        }
    }

    @Test
    void two_prompts_on_one_roof_are_two_objects_whatever_merging_is_asked_for() {
        Geometry roof = truth().get(0);
        Prompts prompts = new Prompts(UTM, UTM)
                .add(roof.getInteriorPoint(), "a", "roof", null)
                .add(roof.getInteriorPoint(), "b", "roof", null);

        for (MergeStrategy strategy : EnumSet.complementOf(EnumSet.of(MergeStrategy.WEIGHTED))) {
            List<SimpleFeature> found =
                    run("roofs-sam1", prompts, "merge", strategy).list();

            assertThat(found)
                    .extracting(feature -> feature.getAttribute("prompt_id"))
                    .containsExactlyInAnyOrder("a", "b");
            assertThat(found).extracting(SimpleFeature::getID).doesNotHaveDuplicates();
        }
    }

    @Test
    void prompts_that_cannot_be_answered_are_counted_and_only_tiles_with_prompts_are_run() {
        Geometry roof = inOneWindow().get(0);
        Prompts prompts = new Prompts(UTM, UTM)
                .add(roof.getInteriorPoint(), null, null, null)
                .add(at(-3, 10), "outside", null, null)
                .add(at(SIZE + 0.5, 10), "just outside", null, null)
                .add(at(SIZE - 2, SIZE - 2), "on nodata", null, null)
                .add(box(SIZE + 5, 10, SIZE + 50, 60), "box outside", null, null);

        Plugin.Result result = run("roofs-sam1", prompts);

        assertThat(result.list())
                .singleElement()
                .satisfies(
                        feature -> assertThat(feature.getAttribute("prompt_id")).isEqualTo("#1"));
        assertThat(result.report().at("/prompts/given").asInt()).isEqualTo(5);
        assertThat(result.report().at("/prompts/answered").asInt()).isEqualTo(1);
        assertThat(result.report().at("/rejected/outsideRaster").asInt()).isEqualTo(3);
        assertThat(result.report().at("/rejected/nodata").asInt()).isEqualTo(1);
        // That of the roof and that of the nodata, of four.
        assertThat(result.report().at("/tiles/total").asInt()).isEqualTo(2);
        assertThat(result.report().at("/tiles/skipped").asInt()).isZero();
    }

    @Test
    void a_point_that_cannot_be_used_is_left_out_and_fails_no_other_prompt() {
        List<Geometry> roofs = inOneWindow();
        Prompts prompts = new Prompts("EPSG:4326", "EPSG:4326")
                .add(degrees(roofs.get(0).getInteriorPoint()), "good", "roof", null)
                .add(degrees(roofs.get(1).getInteriorPoint()), "one of two", "roof", null)
                .add(nowhere(), "one of two", null, null)
                .add(nowhere(), "none of two", "shed", null)
                .add(degrees(roofs.get(2).getInteriorPoint()), "none of two", null, null, false);

        Plugin.Result result = run("roofs-sam1", prompts);

        assertThat(result.list())
                .extracting(feature -> feature.getAttribute("prompt_id"))
                .containsExactlyInAnyOrder("good", "one of two");
        for (SimpleFeature feature : result.list()) {
            Geometry roof = roofs.get(feature.getAttribute("prompt_id").equals("good") ? 0 : 1);
            assertThat(iou((Geometry) feature.getDefaultGeometry(), roof)).isGreaterThanOrEqualTo(0.8);
        }
        assertThat(result.report().at("/prompts/given").asInt()).isEqualTo(3);
        assertThat(result.report().at("/prompts/answered").asInt()).isEqualTo(2);
        assertThat(result.report().at("/rejected").toString()).isEqualTo("{\"outsideRaster\":1}");
        assertThat(result.report().at("/notes/0").asString())
                .isEqualTo(
                        "1 point, box or polygon was left out of prompts (outsideRaster); the prompts were asked without");
        // The class of the prompt that could not be used is known all the same.
        assertThat(run("roofs-sam1", prompts, "classes", "shed").list()).isEmpty();
    }

    @Test
    void a_request_without_a_usable_prompt_has_an_empty_answer() {
        Plugin.Result result =
                run("roofs-sam1", new Prompts("EPSG:4326", "EPSG:4326").add(nowhere(), null, null, null));

        assertThat(result.list()).isEmpty();
        assertThat(result.report().at("/prompts/given").asInt()).isEqualTo(1);
        assertThat(result.report().at("/rejected/outsideRaster").asInt()).isEqualTo(1);
        assertThat(result.report().at("/notes/0").asString()).isEqualTo("no prompt could be asked; rejected says why");
    }

    @Test
    void a_region_keeps_the_answers_that_share_a_point_with_it() {
        List<Geometry> truth = truth();
        Prompts prompts = new Prompts(UTM, UTM);
        for (int i = 0; i < truth.size(); i++) {
            prompts.add(truth.get(i).getInteriorPoint(), "r" + i, null, null);
        }
        Geometry region = box(300, 300, 900, 700);
        List<String> expected = new ArrayList<>();
        for (SimpleFeature feature : run("roofs-sam1", prompts).list()) {
            if (((Geometry) feature.getDefaultGeometry()).intersects(region)) {
                expected.add(feature.getID() + " " + feature.getAttributes());
            }
        }

        Plugin.Result part = run("roofs-sam1", prompts, "roi", region);

        assertThat(expected).hasSizeGreaterThan(3).hasSizeLessThan(truth.size());
        assertThat(part.texts()).isEqualTo(expected);
        assertThat(part.report().at("/rejected/outsideRoi").asInt()).isEqualTo(truth.size() - expected.size());
    }

    @Test
    void an_answer_that_its_tile_cuts_is_marked_and_noted() {
        Geometry roof = inOneWindow().get(0);
        Envelope pixels = pixels(roof);

        // Tiles of a quarter of the roof: whichever answers sees a part of it.
        Plugin.Result result = run(
                "roofs-sam1", new Prompts(UTM, UTM).add(roof.getInteriorPoint(), null, null, null), "tileSize", (int)
                        Math.max(8, Math.min(pixels.getWidth(), pixels.getHeight()) / 2));

        assertThat(result.list())
                .singleElement()
                .satisfies(feature ->
                        assertThat((String) feature.getAttribute("tile_edge")).isNotEmpty());
        assertThat(result.report().at("/notes/0").asString()).startsWith("1 answer reaches the side of the tile");
    }

    @Test
    void what_the_tile_of_a_prompt_does_not_see_is_left_out_and_noted() {
        Geometry roof = inOneWindow().get(0);
        Geometry corner = at(SIZE - 3, SIZE - 3);

        Plugin.Result far = run(
                "roofs-sam1", new Prompts(UTM, UTM).add(roof, "r", "roof", null).add(corner, "r", null, null, false));
        assertThat(far.texts())
                .isEqualTo(run("roofs-sam1", new Prompts(UTM, UTM).add(roof, "r", "roof", null))
                        .texts());
        assertThat(far.report().at("/notes").valueStream().map(JsonNode::asString))
                .contains("1 point, box or polygon was left out of prompts (promptTooLarge); the prompts were"
                        + " asked without");

        // 200 to 1397: the window 0 to 1024 lacks less of it than 896 to 1920.
        Geometry first = at(200, 200);
        Plugin.Result apart = run(
                "roofs-sam1",
                new Prompts(UTM, UTM).add(first, "r", "roof", null).add(corner, "r", null, null, true));
        assertThat(apart.report().at("/notes").valueStream().map(JsonNode::asString))
                .contains(
                        "1 point, box or polygon was left out of prompts (promptTooLarge); the prompts were asked"
                                + " without",
                        "1 prompt fits into no tile, and only its part in one tile was asked: a larger tileSize or a"
                                + " coarser resolution shows it whole");
    }

    @Test
    void threads_and_batch_change_no_byte() {
        List<Geometry> truth = truth();
        Prompts prompts = new Prompts(UTM, "EPSG:4326");
        for (int i = 0; i < truth.size(); i++) {
            prompts.add(i % 2 == 0 ? truth.get(i).getInteriorPoint() : truth.get(i), "r" + i, "roof", null);
        }
        List<String> reference =
                run("roofs-mobilesam", prompts, "threads", 1, "batch", 1).texts();

        assertThat(reference).hasSizeGreaterThan(truth.size() / 2);
        assertThat(run("roofs-mobilesam", prompts, "threads", 3, "batch", 4).texts())
                .isEqualTo(reference);
    }

    @Test
    void a_chain_of_processes_keeps_prompts_apart_and_loses_nothing() {
        List<Geometry> truth = truth();
        Prompts prompts = new Prompts(UTM, UTM);
        for (int i = 0; i < truth.size(); i++) {
            prompts.add(truth.get(i).getInteriorPoint(), "r" + i, "roof", i % 3 == 0 ? "third" : null);
            prompts.add(truth.get(i).getInteriorPoint(), "again r" + i, "roof", null);
        }
        Plugin.Result once = run("roofs-sam1", prompts, "minArea", 60.0);

        Plugin.Result pieces = run("roofs-sam1", prompts, "merge", MergeStrategy.NONE);
        Plugin.Result merged = plugin.execute("MergeTiles", Plugin.inputs("features", pieces.features()));
        Plugin.Result filtered =
                plugin.execute("FilterPredictions", Plugin.inputs("features", merged.features(), "minArea", 60.0));

        assertThat(merged.list()).hasSize(2 * truth.size());
        assertThat(filtered.texts()).isEqualTo(once.texts());
    }

    @ParameterizedTest
    @CsvSource({"roofs-yolov5, roofs-sam1, 1408", "roofs-yolo-seg, roofs-sam2, 640", "roofs-rtdetr, roofs-mobilesam, 0"
    })
    void a_segmenter_makes_masks_of_what_a_detector_finds_and_both_scores_are_kept(
            String detector, String segmenter, int tileSize) {
        Map<String, Object> inputs = Plugin.inputs("coverageName", "scene.tif", "model", detector, "minArea", 5.0);
        if (tileSize > 0) {
            inputs.put("tileSize", tileSize);
        }
        inputs.put("timestamp", "2026-01-02T03:04:05Z");
        Plugin.Result boxes = plugin.execute("PreLabelCoverage", inputs);
        inputs.put("segmenter", segmenter);

        Plugin.Result masks = plugin.execute("PreLabelCoverage", inputs);

        List<Geometry> truth = truth();
        Score score = Score.of(truth, masks.geometries(), 0.8);
        assertThat(score.recall()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.precision()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        assertThat(masks.list()).allSatisfy(feature -> {
            assertThat((Double) feature.getAttribute("mask_iou")).isBetween(0.3, 1.0);
            assertThat((String) feature.getAttribute("model"))
                    .matches(detector + "@[0-9a-f]{12}\\+" + segmenter + "@[0-9a-f]{12}");
            // The detector sees the roof with the same confidence and class.
            assertThat(boxes.list()).anySatisfy(box -> {
                assertThat(box.getAttribute("confidence")).isEqualTo(feature.getAttribute("confidence"));
                assertThat(box.getAttribute("class_name")).isEqualTo(feature.getAttribute("class_name"));
                assertThat(((Geometry) box.getDefaultGeometry()).intersects((Geometry) feature.getDefaultGeometry()))
                        .isTrue();
            });
        });
        assertThat(boxes.list())
                .allSatisfy(box -> assertThat(box.getAttribute("mask_iou")).isNull());
    }

    @Test
    void grounded_masks_do_not_depend_on_threads_and_batch() {
        Map<String, Object> inputs =
                Plugin.inputs("coverageName", "scene.tif", "model", "roofs-yolov5", "segmenter", "roofs-sam1");
        inputs.put("tileSize", 512);
        inputs.put("timestamp", "2026-01-02T03:04:05Z");
        inputs.put("threads", 1);
        List<String> reference = plugin.execute("PreLabelCoverage", inputs).texts();
        inputs.put("threads", 3);
        inputs.put("batch", 4);

        assertThat(reference).isNotEmpty();
        assertThat(plugin.execute("PreLabelCoverage", inputs).texts()).isEqualTo(reference);
    }

    @ParameterizedTest
    @CsvSource({"roofs-sam1, 1024"})
    void without_prompts_everything_is_found_and_every_roof_once(String model, int tileSize) {
        Plugin.Result result = plugin.preLabel(
                "coverageName",
                "scene.tif",
                "model",
                model,
                "tileSize",
                tileSize,
                "maskGenerator",
                "points_per_side=48, stability_score_thresh=0.85");

        List<Geometry> truth = truth();
        Score score = Score.of(truth, result.geometries(), 0.8);
        assertThat(score.recall()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.duplicates()).as("%s", score).isZero();
        assertThat(result.list()).allSatisfy(feature -> {
            assertThat(feature.getAttribute("class_name")).isEqualTo("object");
            assertThat(feature.getAttribute("prompt_id")).isNull();
        });
        assertThat(result.report().at("/merge/groups").asInt()).isPositive();
    }

    @Test
    void a_lower_threshold_of_the_generator_finds_more_and_worse() {
        Plugin.Result usual = everything("points_per_side=8");
        Plugin.Result all = everything("points_per_side=8, pred_iou_thresh=0, stability_score_thresh=0");

        assertThat(confidences(usual)).isNotEmpty().allMatch(confidence -> confidence > 0.88);
        assertThat(confidences(all)).hasSizeGreaterThan(usual.list().size()).anyMatch(confidence -> confidence < 0.88);
    }

    private static Plugin.Result everything(String maskGenerator) {
        return plugin.preLabel(
                "coverageName",
                "scene.tif",
                "model",
                "roofs-mobilesam",
                "maskGenerator",
                maskGenerator,
                "merge",
                MergeStrategy.NONE);
    }

    private static List<Double> confidences(Plugin.Result result) {
        return result.list().stream()
                .map(feature -> (Double) feature.getAttribute("confidence"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roofs-yolov5 | points_per_side=8 | maskGenerator says how a model that answers prompts looks for everything"
                        + " when there are none; model 'roofs-yolov5' of the family yolo is no such model",
                "roofs-sam1 | points_per_side=0 | points_per_side must be from 1 to 256, got 0"
            })
    void a_mask_generator_that_cannot_be_is_refused(String model, String text, String message) {
        assertRefused(Plugin.inputs("coverageName", "scene.tif", "model", model, "maskGenerator", text), message);
    }

    @Test
    void an_empty_collection_is_refused() {
        assertRefused(
                inputs("roofs-sam1", new Prompts(UTM, UTM)),
                "prompts must have at least one feature, got an empty collection");
    }

    @Test
    void prompts_without_a_reference_system_are_refused() {
        SimpleFeatureTypeBuilder type = new SimpleFeatureTypeBuilder();
        type.setName("prompts");
        type.add("geometry", Geometry.class);
        SimpleFeatureType schema = type.buildFeatureType();
        SimpleFeatureCollection features = new ListFeatureCollection(
                schema, List.of(SimpleFeatureBuilder.build(schema, new Object[] {at(10, 10)}, "p")));
        Map<String, Object> inputs = Plugin.inputs("coverageName", "scene.tif", "model", "roofs-sam1");
        inputs.put("prompts", features);

        assertRefused(inputs, "prompts have no coordinate reference system; say in which their coordinates are");
    }

    @Test
    void a_line_is_no_prompt() {
        assertRefused(
                inputs(
                        "roofs-sam1",
                        new Prompts(UTM, UTM)
                                .add(
                                        GEOMETRIES.createLineString(
                                                new Coordinate[] {at(1, 1).getCoordinate(), at(9, 9).getCoordinate()}),
                                        "x",
                                        null,
                                        null)),
                "prompts must be points, multipoints, boxes or polygons, got a LineString in prompt 'x'");
    }

    @Test
    void a_detector_does_not_answer_prompts() {
        assertRefused(
                inputs("roofs-yolov5", new Prompts(UTM, UTM).add(at(10, 10), null, null, null)),
                "prompts are for models that answer them, model 'roofs-yolov5' of the family yolo finds objects by itself;"
                        + " leave prompts away, or choose another model");
    }

    @Test
    void a_box_for_a_model_of_points_is_refused() {
        assertRefused(
                inputs("roofs-sam-hf", new Prompts(UTM, UTM).add(box(10, 10, 60, 60), "b", null, null)),
                "model 'roofs-sam-hf' takes points only, prompt 'b' is a box or polygon; give a point inside instead");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roofs-yolov5 | roofs-semseg | segmenter must be a model that answers prompts, got 'roofs-semseg' of the"
                        + " family semseg",
                "roofs-sam1 | roofs-sam2 | a segmenter makes masks of what a detector finds, but model 'roofs-sam1' of the"
                        + " family sam1 is no detector; leave segmenter away, or choose another model",
                "roofs-yolov5 | roofs-sam-hf | segmenter 'roofs-sam-hf' takes points only, and boxes of a detector are"
                        + " boxes; choose one that takes boxes"
            })
    void a_segmenter_that_cannot_be_is_refused(String model, String segmenter, String message) {
        assertRefused(Plugin.inputs("coverageName", "scene.tif", "model", model, "segmenter", segmenter), message);
    }

    @Test
    void prompts_and_a_segmenter_are_refused_together() {
        Map<String, Object> inputs = inputs("roofs-sam1", new Prompts(UTM, UTM).add(at(10, 10), null, null, null));
        inputs.put("segmenter", "roofs-sam2");

        assertRefused(
                inputs,
                "give prompts or a segmenter, not both: a segmenter makes masks of what a detector finds, and prompts say"
                        + " themselves where objects are");
    }

    @Test
    void classes_that_no_prompt_has_are_refused() {
        Map<String, Object> inputs = inputs("roofs-sam1", new Prompts(UTM, UTM).add(at(10, 10), null, "roof", null));
        inputs.put("classes", "tree");

        assertRefused(inputs, "classes [tree] are not known to the collection of prompts; it has [roof]");
    }

    private static void assertRefused(Map<String, Object> inputs, String message) {
        assertThatThrownBy(() -> plugin.execute("PreLabelCoverage", inputs))
                .isInstanceOf(ProcessException.class)
                .hasMessage(message);
    }

    private static Plugin.Result run(String model, Prompts prompts, Object... more) {
        Map<String, Object> inputs = inputs(model, prompts);
        inputs.putAll(Plugin.inputs(more));
        return plugin.execute("PreLabelCoverage", inputs);
    }

    private static Map<String, Object> inputs(String model, Prompts prompts) {
        Map<String, Object> inputs = new HashMap<>(Plugin.inputs("coverageName", "scene.tif", "model", model));
        inputs.put("prompts", prompts.collection());
        inputs.put("timestamp", "2026-01-02T03:04:05Z");
        return inputs;
    }

    private static List<Geometry> truth() {
        return scene.truth().stream().map(roof -> world(roof.pixels())).toList();
    }

    /** Roofs of one class that the first window alone sees. */
    private static List<Geometry> inOneWindow() {
        Envelope first = new Envelope(10, 800, 10, 800);
        return scene.truth().stream()
                .filter(roof -> first.contains(roof.pixels().getEnvelopeInternal()))
                .map(roof -> world(roof.pixels()))
                .toList();
    }

    private static double iou(Geometry a, Geometry b) {
        double shared = a.intersection(b).getArea();
        return shared / (a.getArea() + b.getArea() - shared);
    }

    /** A place that no CRS of the earth has. */
    private static Geometry nowhere() {
        return GEOMETRIES.createPoint(new Coordinate(15, 100));
    }

    private static Geometry degrees(Geometry utm) {
        try {
            return JTS.transform(
                    utm, CRS.findMathTransform(CRS.decode(UTM, true), CRS.decode("EPSG:4326", true), true));
        } catch (FactoryException | TransformException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Geometry at(double column, double row) {
        return GEOMETRIES.createPoint(new Coordinate(
                SPEC.georeference().worldX(column, row), SPEC.georeference().worldY(column, row)));
    }

    private static Geometry box(double minX, double minY, double maxX, double maxY) {
        return world((Polygon) GEOMETRIES.toGeometry(new Envelope(minX, maxX, minY, maxY)));
    }

    private static Geometry world(Polygon pixels) {
        return SPEC.georeference().toWorld(pixels);
    }

    private static Envelope pixels(Geometry world) {
        return scene.truth().stream()
                .filter(roof -> world(roof.pixels()).equals(world))
                .findFirst()
                .orElseThrow()
                .pixels()
                .getEnvelopeInternal();
    }
}
