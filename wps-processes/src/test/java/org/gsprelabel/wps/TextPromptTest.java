package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.process.ProcessException;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.Score;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.testdata.TruthObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** Words decide what is found: every export shape of the open-vocabulary families on a scene whose truth is known. */
class TextPromptTest {

    private static final int SIZE = 1400;
    private static final SceneSpec SPEC = SceneSpec.of(11, SIZE);
    private static final double MIN_AREA = 5;

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
    @ValueSource(
            strings = {
                "roofs-gdino-hf",
                "roofs-gdino-community",
                "roofs-gdino-tao",
                "roofs-gdino-fork",
                "roofs-owlvit",
                "roofs-owlv2"
            })
    void finds_the_roofs_that_the_prompt_names_and_no_others(String model) {
        Plugin.Result result = run(model, "red roof. blue roof.", "minArea", MIN_AREA);

        assertThat(classes(result)).containsExactlyInAnyOrder("red roof", "blue roof");
        for (String className : List.of("red roof", "blue roof")) {
            assertScore(truth(className), found(result, className), className);
        }
        assertThat(result.report().at("/tiles/run").asInt()).isGreaterThan(1);
        assertThat(result.report().at("/prompt").asString()).isEqualTo("red roof. blue roof.");
        assertThat(result.list())
                .isNotEmpty()
                .allSatisfy(
                        feature -> assertThat(feature.getAttribute("prompt")).isEqualTo("red roof. blue roof."));
    }

    @ParameterizedTest
    @CsvSource({"roofs-gdino-hf, roofs-sam1", "roofs-owlvit, roofs-sam2"})
    void a_segmenter_outlines_what_the_words_name(String model, String segmenter) {
        Plugin.Result result = run(model, "red roof. blue roof.", "segmenter", segmenter, "minArea", MIN_AREA);

        assertThat(classes(result)).containsExactlyInAnyOrder("red roof", "blue roof");
        for (String className : List.of("red roof", "blue roof")) {
            Score score = Score.of(outlines(className), found(result, className), 0.8);
            assertThat(score.recall()).as("%s: %s", className, score).isGreaterThanOrEqualTo(0.95);
            assertThat(score.precision()).as("%s: %s", className, score).isGreaterThanOrEqualTo(0.95);
            assertThat(score.duplicates()).as("%s: %s", className, score).isZero();
        }
        assertThat(result.list()).isNotEmpty().allSatisfy(feature -> {
            assertThat((Double) feature.getAttribute("confidence")).isBetween(0.25, 1.0);
            assertThat((Double) feature.getAttribute("mask_iou")).isBetween(0.3, 1.0);
            assertThat(feature.getAttribute("prompt")).isEqualTo("red roof. blue roof.");
            assertThat((String) feature.getAttribute("model"))
                    .matches(model + "@[0-9a-f]{12}\\+" + segmenter + "@[0-9a-f]{12}");
        });
        // What a detector says of a roof and how well an outline fits are two numbers.
        assertThat(result.list())
                .anySatisfy(feature ->
                        assertThat(feature.getAttribute("mask_iou")).isNotEqualTo(feature.getAttribute("confidence")));
    }

    @Test
    void phrases_that_nobody_wants_are_no_boxes_for_the_segmenter() {
        Object[] wanted = {"classes", "blue roof", "minArea", MIN_AREA};
        Plugin.Result boxes = run("roofs-gdino-hf", "red roof. blue roof.", wanted);

        Plugin.Result masks = run(
                "roofs-gdino-hf",
                "red roof. blue roof.",
                "segmenter",
                "roofs-sam1",
                "classes",
                "blue roof",
                "minArea",
                MIN_AREA);

        assertThat(classes(masks)).containsExactly("blue roof");
        assertThat(masks.report().at("/rejected/classNotWanted").asInt())
                .isPositive()
                .isEqualTo(boxes.report().at("/rejected/classNotWanted").asInt());
        // Only what is wanted has become a mask.
        assertThat(masks.report().at("/detections").asInt())
                .isLessThanOrEqualTo(boxes.report().at("/detections").asInt()
                        - boxes.report().at("/rejected/classNotWanted").asInt());
    }

    @ParameterizedTest
    @CsvSource({
        "roofs-gdino-hf, Grey Roof",
        "roofs-gdino-community, Gray roof",
        "roofs-owlvit, GREY roof",
        "roofs-owlv2, gray roofs"
    })
    void the_class_is_the_phrase_as_it_was_written(String model, String phrase) {
        Plugin.Result result = run(model, phrase, "minArea", MIN_AREA);

        assertThat(classes(result)).containsExactly(phrase);
        assertScore(truth("grey roof"), result.geometries(), phrase);
    }

    @Test
    void without_a_prompt_the_classes_of_the_model_are_looked_for() {
        Plugin.Result result = plugin.preLabel("coverageName", "scene.tif", "model", "roofs-gdino-hf");

        assertThat(classes(result)).containsExactlyInAnyOrder("red roof", "blue roof", "grey roof");
        assertThat(result.report().at("/prompt").asString()).isEqualTo("red roof. blue roof. grey roof.");
    }

    @Test
    void words_for_other_things_find_nothing() {
        assertThat(run("roofs-gdino-fork", "crane. construction crane. big house")
                        .list())
                .isEmpty();
        assertThat(run("roofs-owlvit", "crane. house").list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roofs-gdino-tao", "roofs-owlv2"})
    void a_phrase_has_a_threshold_of_its_own(String model) {
        Map<String, Long> all = counts(run(model, "red roof. blue roof."));
        Map<String, Long> strict = counts(run(model, "red roof:0.999. blue roof."));
        Map<String, Long> lenient = counts(run(model, "red roof:0.1. blue roof.", "minConfidence", 0.999));

        assertThat(strict).containsEntry("blue roof", all.get("blue roof")).doesNotContainKey("red roof");
        assertThat(lenient).containsEntry("red roof", all.get("red roof")).doesNotContainKey("blue roof");
    }

    @Test
    void a_prompt_in_several_calls_finds_what_one_call_finds() {
        // The graph takes two phrases at once.
        Plugin.Result result = run("roofs-owlv2", "crane. red roof. tree. house. blue roof", "minArea", MIN_AREA);

        assertThat(classes(result)).containsExactlyInAnyOrder("red roof", "blue roof");
        assertScore(truth("red roof"), found(result, "red roof"), "red roof");
        assertThat(result.report().at("/notes").toString())
                .contains("the prompt's 5 phrases were asked for in 3 calls a tile, since the model takes 2 at once");
    }

    @Test
    void the_classes_wanted_are_phrases_of_the_prompt() {
        assertThat(classes(run("roofs-gdino-hf", "red roof. blue roof", "classes", "blue roof")))
                .containsExactly("blue roof");
        assertThatThrownBy(() -> run("roofs-gdino-hf", "red roof. blue roof", "classes", "grey roof"))
                .isInstanceOf(ProcessException.class)
                .hasMessage(
                        "classes [grey roof] are not known to model 'roofs-gdino-hf'; it has [red roof, blue roof]");
    }

    @Test
    void of_a_vocabulary_that_was_fixed_at_export_the_prompt_chooses_classes() {
        Plugin.Result result = run("roofs-yolov5", "Red  Roof. blue roof", "minArea", MIN_AREA);

        assertThat(classes(result)).containsExactlyInAnyOrder("red roof", "blue roof");
        assertScore(truth("red roof"), found(result, "red roof"), "red roof");
        assertThat(result.report().at("/prompt").asString()).isEqualTo("Red Roof. blue roof.");
        assertThat(classes(run("roofs-yolov5", "red roof. blue roof", "classes", "blue roof")))
                .containsExactly("blue roof");
    }

    @Test
    void threads_and_batches_do_not_change_the_outcome() {
        List<String> one =
                run("roofs-gdino-fork", "red roof. grey roof", "threads", 1).texts();

        assertThat(run("roofs-gdino-fork", "red roof. grey roof", "threads", 3, "batch", 2)
                        .texts())
                .isEqualTo(one);
        assertThat(run("roofs-owlvit", "red roof", "threads", 2, "batch", 4).texts())
                .isEqualTo(run("roofs-owlvit", "red roof", "threads", 1).texts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roofs-semseg|crane|prompt is for models that take text, model 'roofs-semseg' of the family semseg takes none;"
                        + " leave prompt away, or choose another model",
                "roofs-yolov5|crane. red roof|prompt 'crane' is not in the vocabulary, which was fixed when the model was"
                        + " exported; it has red roof, blue roof, grey roof",
                "roofs-yolov5|red roof:0.5|prompt must have no threshold for single phrases where the vocabulary of the model"
                        + " is fixed, got one for 'red roof'; use minConfidence",
                "roofs-owlvit||model 'roofs-owlvit' needs a prompt: phrases that end with a period, such as 'solar panel."
                        + " crane.'",
                "roofs-gdino-hf|' . '|prompt must name at least one phrase, such as 'solar panel. crane.'",
                "roofs-gdino-hf|red roof. Red roof|prompt must name each phrase once, got 'red roof' and 'Red roof'",
                "roofs-gdino-hf|spaceship|prompt must be of words that the model's vocabulary holds, got 'spaceship'",
            })
    void a_prompt_that_does_not_go_with_the_model_is_refused(String model, String prompt, String message) {
        assertThatThrownBy(() -> run(model, prompt))
                .isInstanceOf(ProcessException.class)
                .hasMessage(message);
    }

    private static Plugin.Result run(String model, @Nullable String prompt, Object... more) {
        Map<String, Object> inputs = Plugin.inputs(more);
        inputs.put("coverageName", "scene.tif");
        inputs.put("model", model);
        if (prompt != null) {
            inputs.put("prompt", prompt);
        }
        inputs.put("timestamp", "2026-01-02T03:04:05Z");
        return plugin.execute("PreLabelCoverage", inputs);
    }

    private static void assertScore(List<Geometry> truth, List<Geometry> found, String what) {
        Score score = Score.of(truth, found, 0.5);
        assertThat(truth).hasSizeGreaterThan(5);
        assertThat(score.precision()).as("precision of %s: %s", what, score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.recall()).as("recall of %s: %s", what, score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.duplicates()).as("duplicates of %s", what).isZero();
    }

    private static List<String> classes(Plugin.Result result) {
        return result.list().stream().map(TextPromptTest::className).distinct().toList();
    }

    private static Map<String, Long> counts(Plugin.Result result) {
        return result.list().stream().collect(Collectors.groupingBy(TextPromptTest::className, Collectors.counting()));
    }

    private static String className(SimpleFeature feature) {
        return (String) feature.getAttribute("class_name");
    }

    private static List<Geometry> found(Plugin.Result result, String className) {
        return result.list().stream()
                .filter(feature -> className(feature).equals(className))
                .map(feature -> (Geometry) feature.getDefaultGeometry())
                .toList();
    }

    /** The boxes of the roofs of a class, in world coordinates. */
    private static List<Geometry> truth(String className) {
        return scene.truth().stream()
                .filter(object -> object.className().equals(className))
                .map(TruthObject::pixels)
                .map(Geometry::getEnvelopeInternal)
                .map(TextPromptTest::world)
                .toList();
    }

    /** The roofs of a class, in world coordinates. */
    private static List<Geometry> outlines(String className) {
        return scene.truth().stream()
                .filter(object -> object.className().equals(className))
                .map(object -> (Geometry) SPEC.georeference().toWorld(object.pixels()))
                .toList();
    }

    private static Geometry world(Envelope box) {
        return SPEC.georeference().toWorld((Polygon) new GeometryFactory().toGeometry(box));
    }
}
