package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.geotools.feature.NameImpl;
import org.geotools.process.Processors;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model that asks for a GPU where the plugin has none. */
class DeviceFallbackTest {

    private static final String FALLBACK =
            "model 'roofs-cuda' runs on the CPU instead of CUDA:0: Failed to find CUDA shared provider";

    @TempDir
    Path folder;

    @Test
    void the_report_and_the_list_of_models_say_that_the_CPU_took_over() throws IOException {
        assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA), "the plugin has CUDA");
        Scene.of(SceneSpec.of(7, 512)).writeGeoTiff(folder.resolve("scene.tif"));
        try (Plugin plugin = new Plugin(folder)) {
            addModel();

            Plugin.Result asked = plugin.preLabel("coverageName", "scene.tif", "model", "roofs-cuda");
            Plugin.Result plain = plugin.preLabel("coverageName", "scene.tif", "model", "roofs-semseg");

            assertThat(asked.geometries()).isNotEmpty().isEqualTo(plain.geometries());
            assertThat(asked.report().path("provider").stringValue()).isEqualTo("CPU");
            assertThat(asked.report().path("notes").toString()).isEqualTo("[\"" + FALLBACK + "\"]");
            assertThat(plain.report().path("notes")).isEmpty();
            assertThat(listed("roofs-cuda").path("fallback").stringValue()).isEqualTo(FALLBACK);
            assertThat(listed("roofs-semseg").path("fallback").isNull()).isTrue();
        }
    }

    private void addModel() throws IOException {
        Path model = Files.createDirectory(folder.resolve("models").resolve("roofs-cuda"));
        Files.write(
                model.resolve("model.onnx"),
                TestModels.open("roofs-semseg/model.onnx").readAllBytes());
        String json = new String(TestModels.open("roofs-semseg/model.json").readAllBytes(), StandardCharsets.UTF_8);
        Files.writeString(
                model.resolve("model.json"),
                json.replace(
                        "\"id\": \"roofs-semseg\"", "\"id\": \"roofs-cuda\", \"runtime\": {\"device\": \"cuda\"}"));
    }

    private static JsonNode listed(String id) {
        String json = (String) Objects.requireNonNull(Processors.createProcess(new NameImpl("prelabel", "ListModels"))
                .execute(Map.of(), null)
                .get("result"));
        for (JsonNode model : JsonMapper.shared().readTree(json)) {
            if (model.path("id").stringValue().equals(id)) {
                return model;
            }
        }
        throw new AssertionError("no model " + id + " in " + json);
    }
}
