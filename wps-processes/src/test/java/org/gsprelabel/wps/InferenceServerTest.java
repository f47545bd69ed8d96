package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.geotools.process.ProcessException;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.testdata.server.Fault;
import org.gsprelabel.testdata.server.KServeProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main job with a model on an inference server, which is a process of its own, held against the same model here. */
class InferenceServerTest {

    @TempDir
    static Path folder;

    private static KServeProcess server;
    private static Plugin plugin;

    @BeforeAll
    static void open() throws IOException {
        Scene.of(SceneSpec.of(7, 768)).writeGeoTiff(folder.resolve("scene.tif"));
        Path served = Files.createDirectory(folder.resolve("served"));
        TestModels.copyTo(served);
        server = KServeProcess.start(served);
        plugin = new Plugin(folder);
        addServed("roofs-semseg", "served-semseg", server.url());
        addServed("roofs-yolov5", "served-yolov5", server.url());
        addServed("roofs-detr", "served-detr", server.url());
        addServed("roofs-dfine", "served-dfine", server.url());
    }

    @AfterAll
    static void close() {
        plugin.close();
        server.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    /** Of the last two, the first takes a mask of int64 beside the image, the second sizes, and answers with int64. */
    @ParameterizedTest
    @CsvSource({"semseg, 256", "yolov5, 256", "detr, 640", "dfine, 640"})
    void the_outcome_is_that_of_the_model_here(String model, int tileSize) {
        List<String> here = texts(preLabel("roofs-" + model, tileSize));

        Plugin.Result served = preLabel("served-" + model, tileSize);

        assertThat(here).hasSizeGreaterThan(20);
        assertThat(texts(served)).isEqualTo(here);
        assertThat(server.inferences())
                .isEqualTo(served.report().path("tiles").path("run").intValue());
        assertThat(served.report().path("provider").stringValue()).isEqualTo("server");
        assertThat(served.report().path("notes")).isEmpty();
    }

    @Test
    void an_overloaded_server_and_one_that_hangs_change_nothing_but_the_report() {
        List<String> here = texts(preLabel("roofs-semseg"));

        server.plan(Fault.STATUS, 2, 503);
        Plugin.Result overloaded = preLabel("served-semseg");
        server.plan(Fault.SLOW, 1, 120_000);
        Plugin.Result slow = preLabel("served-semseg");
        server.plan(Fault.CUT, 1, 0);
        Plugin.Result cut = preLabel("served-semseg");

        assertThat(texts(overloaded)).isEqualTo(here);
        assertThat(texts(slow)).isEqualTo(here);
        assertThat(texts(cut)).isEqualTo(here);
        assertThat(overloaded.report().path("notes").toString())
                .isEqualTo("[\"2 calls to the inference server were repeated\"]");
        assertThat(slow.report().path("notes").toString())
                .isEqualTo("[\"1 call to the inference server was repeated\"]");
        assertThat(cut.report().path("notes")).isEqualTo(slow.report().path("notes"));
    }

    @Test
    void an_answer_of_a_wrong_shape_fails_the_process_in_one_sentence() {
        server.plan(Fault.WRONG_SHAPE, 1, 0);
        assertThatExceptionOfType(FailedRequestException.class)
                .isThrownBy(() -> preLabel("served-semseg"))
                .withMessage("model 'served-semseg': inference on its inference server failed after 1 try; the log here"
                        + " has the reason")
                .satisfies(failed -> assertThat(failed.failure())
                        .hasMessage("model 'served-semseg': inference at " + server.url()
                                + "/v2/models/roofs-semseg/infer failed after 1 try: output 'logits' must be"
                                + " [?, 4, ?, ?], found [1,4,256,256,1]"));
    }

    @Test
    void metadata_are_held_against_the_descriptor_before_anything_runs() throws IOException {
        Path model = addServed("roofs-semseg", "served-wrongly", server.url()).resolve("model.json");
        Files.writeString(model, Files.readString(model).replace(", \"grey roof\"", ""));
        assertThatExceptionOfType(ProcessException.class)
                .isThrownBy(() -> preLabel("served-wrongly"))
                .withMessage("model 'served-wrongly': output 'logits' must be [N, 3, h, w] for 3 classes, found"
                        + " [?, 4, ?, ?]");
        assertThat(server.inferences()).isZero();
    }

    @Test
    void a_server_that_comes_back_is_used_without_a_restart() throws IOException {
        Path served = folder.resolve("served");
        KServeProcess first = KServeProcess.start(served);
        addServed("roofs-semseg", "served-later", first.url());
        first.plan("metadata", Fault.STATUS, 100, 503);
        try (first) {
            assertThatExceptionOfType(FailedRequestException.class)
                    .isThrownBy(() -> preLabel("served-later"))
                    .satisfies(failed -> assertThat(failed.failure())
                            .hasMessageEndingWith("failed after 3 tries: the server answered 503, 'planned'"));
            first.reset();
            assertThat(preLabel("served-later").list()).isNotEmpty();
        }
    }

    private static Plugin.Result preLabel(String model) {
        return preLabel(model, 256);
    }

    private static Plugin.Result preLabel(String model, int tileSize) {
        return plugin.preLabel("coverageName", "scene.tif", "model", model, "tileSize", tileSize, "threads", 2);
    }

    /** All of the features, exactly, but the label of the model and what follows from it: it names the weights or the server. */
    private static List<String> texts(Plugin.Result result) {
        String label = result.report().path("model").stringValue();
        return result.list().stream()
                .map(feature -> feature.getAttributes().toString().replace(label, "MODEL"))
                .toList();
    }

    private static Path addServed(String model, String id, String url) throws IOException {
        return ServedPackages.write(folder.resolve("models"), model, id, url);
    }
}
