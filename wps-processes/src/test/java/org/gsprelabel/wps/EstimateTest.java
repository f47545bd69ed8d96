package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.geotools.api.util.InternationalString;
import org.geotools.data.util.DefaultProgressListener;
import org.geotools.feature.NameImpl;
import org.geotools.process.ProcessException;
import org.geotools.process.Processors;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.wps.limits.LoadedSettings;
import org.gsprelabel.wps.limits.ModelLimits;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.RequestLimits;
import org.gsprelabel.wps.limits.Safeguards;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.JsonNode;

/** Estimates for a scene of 256 x 256 pixels in nine tiles of 128 whose windows begin at 0, 112 and 224. */
class EstimateTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void writeScene() throws IOException {
        Scene.of(SceneSpec.of(5, 256).withoutNodata()).writeGeoTiff(folder.resolve("scene.tif"));
    }

    @Test
    void tiles_pixels_and_buffers_are_known_before_the_model_is_loaded() throws IOException {
        try (Plugin plugin = plugin(8)) {
            Files.write(folder.resolve("models/roofs-semseg/model.onnx"), new byte[] {1, 2, 3});
            JsonNode estimate = estimate("threads", 2);

            assertThat(plugin.models().list()).isNotEmpty();
            assertThat(estimate.at("/tiles/total").asInt()).isEqualTo(9);
            assertThat(estimate.at("/tiles/needed").asInt()).isEqualTo(9);
            assertThat(estimate.at("/tiles/leftOut").asInt()).isZero();
            assertThat(estimate.at("/pixels").asInt()).isEqualTo(288 * 288);
            JsonNode memory = estimate.at("/memory");
            assertThat(memory.propertyNames())
                    .containsExactly(
                            "windows",
                            "inputs",
                            "outputs",
                            "scores",
                            "results",
                            "decodedBlocks",
                            "known",
                            "graphs",
                            "unknown");
            int tile = 128 * 128;
            // two threads, each with a window of three bands as read and its copy, and the bytes of the file; and one
            // input each
            assertThat(memory.path("windows").asInt()).isEqualTo(2 * (2 * 3 * tile * 4 + 3 * tile));
            assertThat(memory.path("inputs").asInt()).isEqualTo(2 * 3 * tile * 4);
            // four classes; as scores two bytes each, of four rows of three tiles, and two tiles for each thread
            assertThat(memory.path("outputs").asInt()).isEqualTo(2 * 4 * tile * 4);
            assertThat(memory.path("scores").asInt()).isEqualTo((4 * 3 + 2 * 2) * 4 * tile * 2);
            assertThat(memory.path("results").asInt()).isEqualTo(9 * tile * 16);
            // all of the scene with a band more for alpha, and a third for overviews
            assertThat(memory.path("decodedBlocks").asInt()).isEqualTo((256 * 256 * 4 * 4 + 2) / 3);
            assertThat(memory.path("graphs").asInt()).isEqualTo(2 * 768 * tile);
            int known = 0;
            for (String part : List.of("windows", "inputs", "outputs", "scores", "results", "decodedBlocks")) {
                known += memory.path(part).asInt();
            }
            assertThat(memory.path("known").asInt()).isEqualTo(known);
        }
    }

    /** A detector of 256 x 256 pixels, and a model that answers prompts, whose input is fixed at 1024 x 1024. */
    @Test
    void memory_of_a_segmenter_is_that_of_its_calls_and_of_what_it_remembers() throws IOException {
        TestModels.copyPromptableTo(folder.resolve("models"));
        try (Plugin plugin = plugin(100)) {
            JsonNode memory = estimate(
                            "model",
                            "roofs-yolov5",
                            "segmenter",
                            "roofs-mobilesam",
                            "tileSize",
                            256,
                            "threads",
                            2,
                            "batch",
                            3)
                    .at("/memory");

            assertThat(plugin.models().list()).isNotEmpty();
            int tile = 256 * 256;
            long large = 1024 * 1024;
            // a batch goes to the detector alone
            assertThat(memory.path("windows").asInt())
                    .isEqualTo(2 * (3 * 2 * 3 * tile * 4 + 2 * 3 * tile * 4 + 3 * tile));
            assertThat(memory.path("inputs").asLong()).isEqualTo(2 * (3 * 3 * tile * 4 + 3 * large * 4));
            // rows of 8 x 8, 16 x 16 and 32 x 32 pixels, with a box, a score, three classes and room for 32
            // coefficients, and for
            // prototypes; four masks of 64 prompts, and three of them
            int rows = 32 * 32 + 16 * 16 + 8 * 8;
            assertThat(memory.path("outputs").asLong())
                    .isEqualTo(2L * 4 * (3 * (rows * 40 + 32 * 64 * 64) + 64 * 7 * 256 * 256));
            assertThat(memory.path("embeddings").asLong())
                    .isEqualTo(PreLabelSettings.defaults().cache().embeddings().memoryBytes());
            assertThat(memory.path("graphs").asLong())
                    .isEqualTo(2 * (768 * (3 * tile + large) + 12L * 64 * 4 * 256 * 256 * 4));
            assertThat(memory.has("scores")).isFalse();
        }
    }

    @Test
    void memory_of_what_runs_elsewhere_is_not_counted_here() throws IOException {
        try (Plugin plugin = plugin(100)) {
            serve("roofs-semseg");

            JsonNode memory = estimate("model", "served", "threads", 2).at("/memory");

            assertThat(plugin.models().list()).isNotEmpty();
            assertThat(memory.path("graphs").asInt()).isZero();
            assertThat(memory.path("inputs").asInt()).isEqualTo(2 * 3 * 128 * 128 * 4);
        }
    }

    @Test
    void limits_say_whether_the_request_is_allowed_as_the_request_itself_would() {
        try (Plugin plugin = plugin(8)) {
            JsonNode estimate = estimate();

            assertThat(plugin.models().list()).isNotEmpty();
            assertThat(estimate.at("/allowed").asBoolean()).isFalse();
            assertThat(estimate.at("/limits")
                            .path("prelabel.maxTiles")
                            .path("exceeded")
                            .asBoolean())
                    .isTrue();
            assertThat(estimate.at("/limits")
                            .path("prelabel.maxPixels")
                            .path("exceeded")
                            .asBoolean())
                    .isFalse();
            assertThat(estimate.at("/refusals/0").asString())
                    .isEqualTo("the request needs 9 tiles, prelabel.maxTiles allows 8; ask for a smaller roi, larger"
                            + " tiles or a coarser resolution");
        }
        try (Plugin plugin = plugin(9)) {
            assertThat(plugin.models().list()).isNotEmpty();
            assertThat(estimate().at("/allowed").asBoolean()).isTrue();
        }
    }

    @Test
    void seconds_are_unknown_until_such_work_was_measured_and_are_remembered_from_then_on() {
        try (Plugin plugin = plugin(100)) {
            assertThat(estimate("threads", 1).at("/time/seconds").isNull()).isTrue();
            assertThat(estimate("threads", 1).at("/time/reason").asString()).startsWith("unknown: ");

            JsonNode report = plugin.preLabel(
                            "coverageName",
                            "scene.tif",
                            "model",
                            "roofs-semseg",
                            "tileSize",
                            128,
                            "overlap",
                            0.125,
                            "threads",
                            1)
                    .report();
            JsonNode time = estimate("threads", 1).at("/time");

            assertThat(time.path("measuredTiles").asLong())
                    .isEqualTo(report.at("/tiles/run").asLong());
            assertThat(time.path("device").asString()).isEqualTo("CPU");
            assertThat(time.path("seconds").asDouble())
                    .isCloseTo(report.at("/seconds/wall").asDouble(), within(0.001));
            assertThat(estimate("threads", 2).at("/time/seconds").isNull()).isTrue();
        }
        try (Plugin restarted = plugin(100)) {
            assertThat(restarted.models().list()).isNotEmpty();
            assertThat(estimate("threads", 1).at("/time/measuredTiles").asInt()).isEqualTo(9);
        }
    }

    @Test
    void models_that_may_not_be_held_at_once_are_refused_as_the_request_itself_is() throws IOException {
        TestModels.copyPromptableTo(folder.resolve("models"));
        Object[] boxesIntoMasks = {"model", "roofs-yolov5", "segmenter", "roofs-mobilesam", "tileSize", 256};
        String told = "the request needs 2 models at once, prelabel.maxModelsLoaded allows 1; ask without a segmenter";
        try (Plugin plugin = plugin(100, 1)) {
            JsonNode estimate = estimate(boxesIntoMasks);

            JsonNode limit = estimate.at("/limits").path("prelabel.maxModelsLoaded");
            assertThat(limit.toString()).isEqualTo("{\"allowed\":1,\"needed\":2,\"exceeded\":true}");
            assertThat(estimate.at("/allowed").asBoolean()).isFalse();
            assertThat(estimate.at("/refusals").toString()).isEqualTo("[\"" + told + "\"]");
            assertThatThrownBy(() -> plugin.execute("PreLabelCoverage", inputs(boxesIntoMasks)))
                    .isInstanceOf(ProcessException.class)
                    .hasMessage(told);
            // a model that answers prompts may be asked by itself
            assertThat(estimate("model", "roofs-mobilesam", "tileSize", 256)
                            .at("/allowed")
                            .asBoolean())
                    .isTrue();
        }
        try (Plugin plugin = plugin(100, 2)) {
            assertThat(estimate(boxesIntoMasks).at("/allowed").asBoolean()).isTrue();
            assertThat(plugin.execute("PreLabelCoverage", inputs(boxesIntoMasks))
                            .report()
                            .path("tiles")
                            .path("run")
                            .asInt())
                    .isPositive();
        }
    }

    @Test
    void a_model_on_an_inference_server_needs_no_place_for_models() throws IOException {
        TestModels.copyPromptableTo(folder.resolve("models"));
        try (Plugin plugin = plugin(100, 1)) {
            serve("roofs-yolov5");

            JsonNode estimate = estimate("model", "served", "segmenter", "roofs-mobilesam", "tileSize", 256);

            assertThat(plugin.models().list()).isNotEmpty();
            assertThat(estimate.at("/limits")
                            .path("prelabel.maxModelsLoaded")
                            .path("needed")
                            .asInt())
                    .isEqualTo(1);
            assertThat(estimate.at("/allowed").asBoolean()).isTrue();
        }
    }

    /** The weights are none, so whatever is said of the request is said before they are loaded. */
    @Test
    void what_contradicts_the_model_is_refused_as_the_request_itself_is() throws IOException {
        try (Plugin plugin = plugin(100)) {
            Files.write(folder.resolve("models/roofs-semseg/model.onnx"), new byte[] {1, 2, 3});
            String told = "prompt is for models that take text, model 'roofs-semseg' of the family semseg takes none;"
                    + " leave prompt away, or choose another model";

            assertThatThrownBy(() -> estimate("prompt", "crane."))
                    .isInstanceOf(ProcessException.class)
                    .hasMessage(told);
            assertThatThrownBy(() -> plugin.execute("PreLabelCoverage", inputs("prompt", "crane.")))
                    .isInstanceOf(ProcessException.class)
                    .hasMessage(told);
            assertThatThrownBy(() -> estimate("roi", new GeometryFactory().toGeometry(new Envelope(0, 1, 0, 1))))
                    .isInstanceOf(ProcessException.class)
                    .hasMessageContaining("does not meet the coverage");
        }
    }

    /** The region ends four pixels before the window of the next tile, and squaring may move outlines by more. */
    @Test
    void what_brings_outlines_into_further_tiles_is_estimated_as_the_request_is_held_against_it() {
        double pixel = 0.3;
        Geometry region = new GeometryFactory()
                .toGeometry(new Envelope(
                        391_000 + 100 * pixel,
                        391_000 + 108 * pixel,
                        5_820_000 - 108 * pixel,
                        5_820_000 - 100 * pixel));
        try (Plugin plugin = plugin(8)) {
            // the tile of the region, and three neighbours whose scores are blended into it
            assertThat(estimate("roi", region).at("/tiles/needed").asInt()).isEqualTo(4);

            JsonNode squared = estimate("roi", region, "square", 2.0);

            assertThat(squared.at("/tiles/needed").asInt()).isEqualTo(9);
            assertThat(squared.at("/allowed").asBoolean()).isFalse();
            assertThatThrownBy(() -> plugin.execute("PreLabelCoverage", inputs("roi", region, "square", 2.0)))
                    .isInstanceOf(ProcessException.class)
                    .hasMessage(squared.at("/refusals/0").asString());
        }
    }

    @Test
    void every_input_of_the_request_is_one_of_the_estimate() {
        try (Plugin plugin = plugin(100)) {
            assertThat(plugin.models().list()).isNotEmpty();
            assertThat(described("EstimatePreLabel"))
                    .hasSizeGreaterThan(30)
                    .containsExactlyElementsOf(described("PreLabelCoverage"));
        }
    }

    private static List<String> described(String process) {
        NameImpl name = new NameImpl("prelabel", process);
        return Processors.createProcessFactory(name).getParameterInfo(name).values().stream()
                .map(input -> String.join(
                        " | ",
                        input.key,
                        input.type.getName(),
                        input.description.toString(),
                        input.minOccurs + " to " + input.maxOccurs,
                        "default " + input.sample,
                        String.valueOf(input.metadata == null ? null : new TreeMap<>(input.metadata))))
                .toList();
    }

    @Test
    void features_of_the_result_are_limited_and_not_known_beforehand() {
        try (Plugin plugin = plugin(100)) {
            JsonNode limit = estimate().at("/limits").path("prelabel.maxFeatures");

            assertThat(plugin.models().list()).isNotEmpty();
            assertThat(limit.toString()).isEqualTo("{\"allowed\":1000,\"needed\":null,\"exceeded\":null}");
        }
    }

    /** The same model as {@code served}, where nothing listens: a descriptor is read without the server. */
    private void serve(String model) throws IOException {
        Path served = Files.createDirectories(folder.resolve("models/served"));
        Files.writeString(
                served.resolve("model.json"),
                Files.readString(folder.resolve("models").resolve(model).resolve("model.json"))
                        .replace("\"id\": \"" + model, "\"id\": \"served")
                        .replaceAll(
                                "\\{\"model\": \\{\"path\": [^}]*}}",
                                "{\"model\": {\"remote\": {\"url\": \"http://127.0.0.1:1\", \"model\": \"x\"}}}"));
    }

    /** The second run begins and ends while the first waits in its first tile, so the first took longer, and did not work alone. */
    @Test
    void runs_that_share_the_machine_are_not_added_up_and_count_until_one_was_alone() throws Exception {
        ExecutorService clients = Executors.newCachedThreadPool();
        try (Plugin plugin = plugin(100)) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Future<?> first =
                    clients.submit(() -> Processors.createProcess(new NameImpl("prelabel", "PreLabelCoverage"))
                            .execute(inputs("threads", 1), new DefaultProgressListener() {
                                @Override
                                public void setTask(InternationalString task) {
                                    if (task.toString().startsWith("tile 1 of")) {
                                        running.countDown();
                                        awaitQuietly(goOn);
                                    }
                                }
                            }));
            running.await();
            double second = wall(plugin);
            goOn.countDown();
            first.get();
            JsonNode time = estimate("threads", 1).at("/time");

            assertThat(time.path("alone").asBoolean(true)).isFalse();
            assertThat(time.path("measuredTiles").asInt()).isEqualTo(9);
            assertThat(time.path("seconds").asDouble()).isCloseTo(second, within(0.001));

            double alone = wall(plugin);
            time = estimate("threads", 1).at("/time");
            assertThat(time.path("alone").asBoolean(false)).isTrue();
            assertThat(time.path("measuredTiles").asInt()).isEqualTo(9);
            assertThat(time.path("seconds").asDouble()).isCloseTo(alone, within(0.001));
        } finally {
            clients.shutdownNow();
        }
    }

    private static double wall(Plugin plugin) {
        return plugin.execute("PreLabelCoverage", inputs("threads", 1))
                .report()
                .at("/seconds/wall")
                .asDouble();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Object> inputs(Object... further) {
        Map<String, Object> inputs =
                Plugin.inputs("coverageName", "scene.tif", "model", "roofs-semseg", "tileSize", 128, "overlap", 0.125);
        inputs.putAll(Plugin.inputs(further));
        return inputs;
    }

    private static JsonNode estimate(Object... further) {
        return Plugin.estimated(inputs(further));
    }

    private Plugin plugin(long maxTiles) {
        return plugin(maxTiles, 2);
    }

    private Plugin plugin(long maxTiles, int maxModelsLoaded) {
        return new Plugin(
                folder,
                new EmbeddingCache(0),
                new Safeguards(LoadedSettings.of(PreLabelSettings.defaults()
                        .with(new RequestLimits(maxTiles, 1L << 40, 1000))
                        .with(new ModelLimits(1, 4, maxModelsLoaded))
                        .withCacheDir(folder.resolve("cache")))));
    }
}
