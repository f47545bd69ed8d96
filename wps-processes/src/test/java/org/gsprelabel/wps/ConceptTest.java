package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.process.ProcessException;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.Score;
import org.gsprelabel.testdata.TruthObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;

/** Words become masks: both kinds of decoder of Segment Anything 3 on a scene whose outlines are known, in four tiles. */
class ConceptTest {

    private static final SceneSpec SPEC = SceneSpec.of(11, 1400);
    private static final double MIN_AREA = 5;

    @TempDir
    static Path folder;

    private static Plugin plugin;
    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        plugin = new Plugin(folder);
        scene = Scene.of(SPEC);
        scene.writeGeoTiff(folder.resolve("scene.tif"));
        Scene.of(SceneSpec.of(12, 700)).writeGeoTiff(folder.resolve("one-tile.tif"));
    }

    @AfterAll
    static void close() {
        plugin.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roofs-sam3", "roofs-sam3-simplified"})
    void the_outlines_of_the_roofs_that_the_prompt_names_are_found_and_no_others(String model) {
        Plugin.Result result = run(model, "Red roof. blue roof.", "minArea", MIN_AREA);

        assertThat(counts(result)).containsOnlyKeys("Red roof", "blue roof");
        assertScore(truth("red roof"), found(result, "Red roof"), "red roof");
        assertScore(truth("blue roof"), found(result, "blue roof"), "blue roof");
        assertThat(result.report().at("/tiles/run").asInt()).isEqualTo(4);
        assertThat(result.report().at("/prompt").asString()).isEqualTo("Red roof. blue roof.");
        assertThat(result.list()).allSatisfy(feature -> {
            assertThat(feature.getAttribute("prompt")).isEqualTo("Red roof. blue roof.");
            assertThat((Double) feature.getAttribute("confidence")).isBetween(0.5, 1.0);
        });
    }

    @Test
    void a_roof_that_two_phrases_name_is_found_once() {
        Plugin.Result result = run("roofs-sam3-simplified", "roof. blue roof. grey roof", "minArea", MIN_AREA);

        List<Geometry> all = scene.truth().stream().map(ConceptTest::world).toList();
        assertScore(all, result.geometries(), "roofs");
        assertThat(result.report().at("/rejected/suppressed").asInt()).isPositive();
    }

    @Test
    void words_for_other_things_find_nothing() {
        assertThat(runOnOneTile("roofs-sam3", "crane. big house").list()).isEmpty();
    }

    @Test
    void a_phrase_has_a_threshold_of_its_own() {
        Map<String, Long> all = counts(runOnOneTile("roofs-sam3-simplified", "red roof. blue roof."));
        Map<String, Long> strict = counts(runOnOneTile("roofs-sam3-simplified", "red roof:0.999. blue roof."));
        Map<String, Long> lenient =
                counts(runOnOneTile("roofs-sam3-simplified", "red roof:0.6. blue roof.", "minConfidence", 0.999));

        assertThat(strict).containsOnlyKeys("blue roof").containsEntry("blue roof", all.get("blue roof"));
        assertThat(lenient).containsOnlyKeys("red roof").containsEntry("red roof", all.get("red roof"));
    }

    @Test
    void the_report_says_that_the_graph_keeps_weak_masks_to_itself() {
        String note =
                "model 'roofs-sam3-simplified' drops scores below 0.5 itself: asking for 0.2 finds no more than that";

        assertThat(runOnOneTile("roofs-sam3-simplified", "crane:0.2. house")
                        .report()
                        .at("/notes")
                        .toString())
                .contains(note);
        assertThat(runOnOneTile("roofs-sam3-simplified", "crane", "minConfidence", 0.2)
                        .report()
                        .at("/notes")
                        .toString())
                .contains(note);
        assertThat(runOnOneTile("roofs-sam3-simplified", "crane")
                        .report()
                        .at("/notes")
                        .toString())
                .doesNotContain("drops scores");
    }

    @Test
    void threads_and_batches_and_remembered_embeddings_do_not_change_the_outcome() {
        Plugin.Result first = run("roofs-sam3-simplified", "red roof", "threads", 1);
        Plugin.Result second = run("roofs-sam3-simplified", "red roof", "threads", 2, "batch", 3);

        assertThat(second.texts()).isNotEmpty().isEqualTo(first.texts());
    }

    @Test
    void phrases_that_share_the_threads_of_a_tile_find_what_they_find_on_one() {
        String prompt = "roof. blue roof. red roof. grey roof. crane";
        Plugin.Result alone = runOnOneTile("roofs-sam3-simplified", prompt, "threads", 1);
        Plugin.Result shared = runOnOneTile("roofs-sam3-simplified", prompt, "threads", 4);

        assertThat(shared.texts()).isNotEmpty().isEqualTo(alone.texts());
        assertThat(shared.report().at("/rejected")).isEqualTo(alone.report().at("/rejected"));
        assertThat(alone.report().at("/rejected/suppressed").asInt()).isPositive();
    }

    @Test
    void tiles_whose_masks_would_fill_the_memory_are_refused() {
        assertThatThrownBy(() -> run("roofs-sam3-simplified", "red roof", "tileSize", 1537))
                .isInstanceOf(ProcessException.class)
                .hasMessage("tileSize must be at most 1536 for model 'roofs-sam3-simplified', which draws masks in"
                        + " pixels of the tile, got 1537");
        assertThat(run("roofs-sam3-simplified", "red roof", "tileSize", 1536)
                        .report()
                        .at("/tiles/run")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prompt| . |prompt must name at least one phrase, such as 'solar panel. crane.'",
                "segmenter|roofs-sam3|segmenter must be a model that answers prompts, got 'roofs-sam3' of the family sam3",
            })
    void what_does_not_go_with_the_model_is_refused(String name, String value, String message) {
        assertThatThrownBy(() -> run("roofs-sam3", "red roof", name, value))
                .isInstanceOf(ProcessException.class)
                .hasMessage(message);
    }

    @Test
    void without_a_prompt_and_without_classes_there_is_nothing_to_look_for() {
        assertThatThrownBy(() -> plugin.preLabel("coverageName", "scene.tif", "model", "roofs-sam3"))
                .isInstanceOf(ProcessException.class)
                .hasMessage("model 'roofs-sam3' needs a prompt: phrases that end with a period, such as 'solar panel."
                        + " crane.'");
    }

    private static Plugin.Result runOnOneTile(String model, String prompt, Object... more) {
        Object[] inputs = Arrays.copyOf(more, more.length + 2);
        inputs[more.length] = "coverageName";
        inputs[more.length + 1] = "one-tile.tif";
        return run(model, prompt, inputs);
    }

    private static Plugin.Result run(String model, String prompt, Object... more) {
        Map<String, Object> inputs = Plugin.inputs(more);
        inputs.putIfAbsent("coverageName", "scene.tif");
        inputs.put("model", model);
        inputs.putIfAbsent("prompt", prompt);
        inputs.put("timestamp", "2026-01-02T03:04:05Z");
        return plugin.execute("PreLabelCoverage", inputs);
    }

    /** Outlines, not boxes: many roofs are L or U shaped, and a box around one does not pass. */
    private static void assertScore(List<Geometry> truth, List<Geometry> found, String what) {
        Score score = Score.of(truth, found, 0.8);
        assertThat(truth).hasSizeGreaterThan(5);
        assertThat(score.precision()).as("precision of %s: %s", what, score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.recall()).as("recall of %s: %s", what, score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.duplicates()).as("duplicates of %s", what).isZero();
    }

    private static Map<String, Long> counts(Plugin.Result result) {
        return result.list().stream().collect(Collectors.groupingBy(ConceptTest::className, Collectors.counting()));
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

    private static List<Geometry> truth(String className) {
        return scene.truth().stream()
                .filter(object -> object.className().equals(className))
                .map(ConceptTest::world)
                .toList();
    }

    private static Geometry world(TruthObject object) {
        return SPEC.georeference().toWorld(object.pixels());
    }
}
