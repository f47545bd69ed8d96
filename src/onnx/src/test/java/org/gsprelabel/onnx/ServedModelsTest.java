package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gsprelabel.model.Model;
import org.gsprelabel.sam.MaskLogits;
import org.gsprelabel.sam.MaskPrompt;
import org.gsprelabel.sam.PromptableModel;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.testdata.server.KServeProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of several graphs on an inference server: every contract that answers prompts, held against the same here. */
class ServedModelsTest {

    private static final Pattern FILE = Pattern.compile("\\{\"path\": \"(\\w+)\\.onnx\"[^}]*}");

    @TempDir
    static Path folder;

    private static OnnxModelRepository local;
    private static KServeProcess server;

    @BeforeAll
    static void open() throws IOException {
        TestModels.copyPromptableTo(folder.resolve("local"));
        local = new OnnxModelRepository(folder.resolve("local"));
        Path served = Files.createDirectory(folder.resolve("served"));
        for (String file : TestModels.promptableFiles()) {
            if (file.endsWith(".onnx")) {
                try (InputStream in = TestModels.open(file)) {
                    Files.copy(in, served.resolve(file.replace('/', '-')));
                }
            }
        }
        server = KServeProcess.start(served);
    }

    @AfterAll
    static void close() {
        local.close();
        server.close();
    }

    static Stream<String> models() {
        return TestModels.promptable().stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void answers_to_prompts_are_those_of_the_model_here(String id) throws IOException {
        server.reset();
        try (OnnxModelRepository repository = served(id, Set.of("encoder", "decoder", "model"))) {
            Model model = repository.get(id);
            assertThat(model.device()).isEqualTo("server " + server.url());
            assertSame(id, model);
            assertThat(server.inferences()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder", "decoder"})
    void one_graph_may_be_here_and_another_on_the_server(String role) throws IOException {
        server.reset();
        try (OnnxModelRepository repository = served("roofs-sam1", Set.of(role))) {
            Model model = repository.get("roofs-sam1");
            assertThat(model.device())
                    .isEqualTo(
                            role.equals("encoder")
                                    ? "server " + server.url() + ", CPU"
                                    : "CPU, server " + server.url());
            assertSame("roofs-sam1", model);
            assertThat(server.inferences()).isEqualTo(1);
        }
    }

    private static void assertSame(String id, Model model) {
        PromptScene scene = PromptScene.of(7, 512, 512);
        MaskPrompt prompt = MaskPrompt.at(200, 300);
        MaskLogits here = answer(scene.model(local.get(id)), scene, prompt);
        MaskLogits there = answer(scene.model(model), scene, prompt);
        assertThat(values(there.logits())).isEqualTo(values(here.logits()));
        assertThat(values(there.iou())).isEqualTo(values(here.iou()));
    }

    private static MaskLogits answer(PromptableModel model, PromptScene scene, MaskPrompt prompt) {
        return model.decode(model.embed(scene.window()), List.of(prompt), false);
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[tensor.data().capacity()];
        tensor.data().get(0, values);
        return values;
    }

    /** A models folder with one package, some of whose graphs are on the server. */
    private static OnnxModelRepository served(String id, Set<String> roles) throws IOException {
        Path models = Files.createTempDirectory(folder, "models");
        TestModels.copyTo(models, Set.of(id));
        Path descriptor = models.resolve(id).resolve("model.json");
        String json = Files.readString(descriptor, StandardCharsets.UTF_8);
        String rewritten = FILE.matcher(json)
                .replaceAll(file -> Matcher.quoteReplacement(
                        roles.contains(file.group(1))
                                ? "{\"remote\": {\"url\": \"" + server.url() + "\", \"model\": \"" + id + "-"
                                        + file.group(1) + "\"}}"
                                : file.group()));
        Files.writeString(descriptor, rewritten);
        return new OnnxModelRepository(models);
    }
}
