package org.gsprelabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelsCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void tableNamesModelsTheirClassesAndWhatIsWrong() throws IOException {
        TestModels.copyTo(folder);
        Files.writeString(Files.createDirectory(folder.resolve("broken")).resolve("model.json"), "{");
        Cli.Result result = Cli.run("models", "--models", folder);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines().map(String::strip))
                .anyMatch(
                        line -> line.matches("broken +cannot be used: model 'broken': model.json is not valid JSON.*"))
                .anyMatch(line -> line.matches("roofs-semseg +Roofs by colour, .*"))
                .containsSequence(
                        "semseg: background, red roof, blue roof, grey roof",
                        "bands 1, 2, 3 at 0.3 m",
                        "licence: Apache-2.0");
    }

    @Test
    void jsonHoldsTheSame() throws IOException {
        TestModels.copyTo(folder);
        JsonNode json = JsonMapper.shared()
                .readTree(Cli.run("models", "--models", folder, "--json").out());
        assertThat(json).hasSizeGreaterThanOrEqualTo(4);
        JsonNode model = json.valueStream()
                .filter(node -> node.path("id").asString().equals("roofs-semseg"))
                .findFirst()
                .orElseThrow();
        assertThat(model.path("classes").toString())
                .isEqualTo("[\"background\",\"red roof\",\"blue roof\",\"grey roof\"]");
        assertThat(model.path("licence").path("name").asString()).isEqualTo("Apache-2.0");
        assertThat(model.path("inputs").toString())
                .isEqualTo("{\"bands\":[1,2,3],\"valueRange\":{\"min\":0.0,\"max\":255.0},\"size\":null}");
        assertThat(model.path("device").isNull()).isTrue();
        assertThat(model.path("problem").isNull()).isTrue();
    }

    @Test
    void checkLoadsModelsAndFindsWhatTheirDescriptorsDoNotShow() throws IOException {
        TestModels.copyTo(folder);
        Path lie = Files.createDirectory(folder.resolve("lie"));
        Files.copy(folder.resolve("roofs-semseg").resolve("model.onnx"), lie.resolve("model.onnx"));
        Files.writeString(lie.resolve("model.json"), """
                {"id": "lie", "family": "semseg", "files": {"model": {"path": "model.onnx"}},
                 "image": {"input": "picture"}, "output": {"name": "logits"}, "classes": ["roof"]}
                """);
        assertThat(Cli.run("models", "--models", folder).out()).doesNotContain("cannot be used");
        assertThat(Cli.run("models", "--models", folder, "--check").out().lines())
                .anyMatch(line -> line.startsWith("lie ")
                        && line.endsWith(
                                "cannot be used: model 'lie': input 'picture' does not exist; the model has image"
                                        + " [batch, 3, height, width]"))
                .anyMatch(line -> line.strip().equals("device: CPU"));
    }

    @Test
    void licenceThatIsNotKnownIsLeftOut() throws IOException {
        Path model = Files.createDirectory(folder.resolve("roofs"));
        Files.createFile(model.resolve("model.onnx"));
        Files.writeString(model.resolve("model.json"), """
                {"id": "roofs", "title": "Roofs", "family": "semseg", "files": {"model": {"path": "model.onnx"}},
                 "image": {"input": "image", "bands": [1]}, "output": {"name": "logits"}, "classes": ["roof"]}
                """);
        assertThat(Cli.run("models", "--models", folder).out().lines())
                .containsExactly("roofs  Roofs", "       semseg: roof", "       band 1");
        assertThat(Cli.run("models", "--models", folder, "--json").out()).contains("\"licence\" : null");
    }

    @Test
    void emptyFolderIsSaidToBeEmpty() {
        assertThat(Cli.run("models", "--models", folder).out())
                .isEqualTo("There are no models in " + folder + "." + System.lineSeparator());
    }

    @Test
    void missingFolderIsNamed() {
        Path none = folder.resolve("none");
        Cli.Result result = Cli.run("models", "--models", none);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).startsWith("prelabel: There is no models folder " + none);
    }
}
