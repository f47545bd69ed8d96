package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.geotools.api.feature.type.Name;
import org.geotools.api.util.InternationalString;
import org.geotools.data.util.DefaultProgressListener;
import org.geotools.feature.NameImpl;
import org.geotools.process.Processors;
import org.geotools.process.function.ProcessFunctionFactory;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What answers of a server tell of its devices and caches, and to whom: with a model that asks for a GPU where there is none. */
@Timeout(120)
class AudienceTest {

    private static final String FALLBACK =
            "model 'roofs-cuda' runs on the CPU instead of CUDA:0: Failed to find CUDA shared provider";

    @TempDir
    static Path data;

    private static GenericApplicationContext context;

    /** The server may hold one model. */
    @BeforeAll
    static void start() throws IOException {
        Path models = data.resolve("prelabel/models");
        TestModels.copyTo(models);
        TestModels.copyPromptableTo(models);
        Path cuda = Files.createDirectory(models.resolve("roofs-cuda"));
        Files.copy(models.resolve("roofs-semseg/model.onnx"), cuda.resolve("model.onnx"));
        Files.writeString(
                cuda.resolve("model.json"),
                Files.readString(models.resolve("roofs-semseg/model.json"))
                        .replace(
                                "\"id\": \"roofs-semseg\"",
                                "\"id\": \"roofs-cuda\", \"runtime\": {\"device\": \"cuda\"}"));
        Files.writeString(data.resolve("prelabel/prelabel.properties"), "prelabel.maxModelsLoaded=1");
        Scene.of(SceneSpec.of(5, 256).withoutNodata()).writeGeoTiff(data.resolve("scene.tif"));
        context = ServerContext.start(new GenericApplicationContext(), data, data.resolve("scene.tif"));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @AfterEach
    void leave() {
        Callers.nobody();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anonymous", "nobody"})
    void nobody_unknown_is_told_of_devices_and_caches(String caller) {
        enter(caller);

        JsonNode report = report();
        JsonNode estimate = estimate();

        assertThat(report.path("features").asInt()).isPositive();
        assertThat(report.has("provider")).isFalse();
        assertThat(report.path("tiles").propertyNames()).contains("run").doesNotContain("remembered");
        assertThat(estimate.at("/tiles/needed").asInt()).isPositive();
        assertThat(estimate.has("memory")).isFalse();
        assertThat(estimate.path("limits").propertyNames())
                .containsExactly("prelabel.maxTiles", "prelabel.maxPixels", "prelabel.maxFeatures");
        assertThat(estimate.at("/time/seconds").isNumber()).isTrue();
        assertThat(report + estimate.toString()).doesNotContain("CPU").doesNotContain("CUDA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "administrator"})
    void who_is_logged_in_is_told_where_models_ran_and_why_not_on_the_gpu(String caller) {
        assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA), "the plugin has CUDA");
        enter(caller);

        JsonNode report = report();
        JsonNode estimate = estimate();

        assertThat(report.path("provider").stringValue()).isEqualTo("CPU");
        assertThat(report.path("notes").toString()).isEqualTo("[\"" + FALLBACK + "\"]");
        assertThat(report.at("/tiles/remembered").isNumber()).isTrue();
        assertThat(estimate.at("/memory/decodedBlocks").isNumber()).isTrue();
        assertThat(estimate.at("/limits").has("prelabel.maxModelsLoaded")).isTrue();
        assertThat(estimate.at("/time/device").stringValue()).isEqualTo("CPU");
    }

    @ParameterizedTest
    @CsvSource({"anonymous, 2, false", "user, 3, true"})
    void remembered_embeddings_are_told_to_who_is_logged_in(String caller, int points, boolean told) {
        enter(caller);

        JsonNode report = execute(
                "PreLabelCoverage",
                "report",
                Plugin.inputs(
                        "model", "roofs-mobilesam", "tileSize", 256, "maskGenerator", "points_per_side=" + points));

        assertThat(report.at("/tiles/run").asInt()).isPositive();
        assertThat(report.path("notes").toString().contains("embeddings: ")).isEqualTo(told);
    }

    @Test
    void the_task_of_a_request_that_waits_says_to_nobody_unknown_for_what() throws Exception {
        ModelRepository models = context.getBean("prelabelAllModels", ModelRepository.class);
        assertThat(waitedFor(models, "anonymous")).isEqualTo("waiting for its turn");
        assertThat(waitedFor(models, "user")).isEqualTo("waiting for another model to be given back");
    }

    /** GeoServer does not ask who may call a process when a style or a filter does. */
    @Test
    void styles_can_call_live_labels_and_no_other_process_that_runs_a_model() {
        List<String> called =
                Processors.createProcessFactory(new NameImpl("prelabel", "ListModels")).getNames().stream()
                        .filter(name -> new ProcessFunctionFactory().function(name, List.of(), null) != null)
                        .map(Name::getLocalPart)
                        .toList();

        assertThat(called)
                .containsExactlyInAnyOrder("LiveLabels", "ListModels", "EstimatePreLabel", "ExportPredictions");
    }

    private static String waitedFor(ModelRepository models, String caller) throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        String[] task = {""};
        DefaultProgressListener client = new DefaultProgressListener() {
            @Override
            public void setTask(InternationalString text) {
                if (text.toString().startsWith("waiting")) {
                    task[0] = text.toString();
                    heard.countDown();
                }
            }
        };
        ExecutorService clients = Executors.newSingleThreadExecutor();
        try (ModelLease other = models.lease(List.of("roofs-yolov5"), Caller.patient())) {
            assertThat(other.model("roofs-yolov5")).isNotNull();
            Future<?> request = clients.submit(() -> {
                enter(caller);
                return Processors.createProcess(new NameImpl("prelabel", "PreLabelCoverage"))
                        .execute(inputs(), client);
            });
            heard.await();
            client.setCanceled(true);
            assertThatThrownBy(request::get).cause().isInstanceOf(FailedRequestException.class);
        } finally {
            clients.shutdownNow();
        }
        return task[0];
    }

    private static void enter(String caller) {
        switch (caller) {
            case "anonymous" -> Callers.anonymous();
            case "nobody" -> Callers.nobody();
            case "user" -> Callers.user();
            default -> Callers.administrator();
        }
    }

    private static JsonNode report() {
        return execute("PreLabelCoverage", "report");
    }

    /** Of work that an earlier run has been measured for. */
    private static JsonNode estimate() {
        return execute("EstimatePreLabel", "result");
    }

    private static JsonNode execute(String process, String output) {
        return execute(process, output, Map.of());
    }

    private static JsonNode execute(String process, String output, Map<String, Object> further) {
        Map<String, Object> inputs = inputs();
        inputs.putAll(further);
        Map<String, Object> outputs =
                Processors.createProcess(new NameImpl("prelabel", process)).execute(inputs, null);
        return JsonMapper.shared().readTree((String) Objects.requireNonNull(outputs.get(output)));
    }

    private static Map<String, Object> inputs() {
        return Plugin.inputs("coverageName", "town:scene", "model", "roofs-cuda");
    }
}
