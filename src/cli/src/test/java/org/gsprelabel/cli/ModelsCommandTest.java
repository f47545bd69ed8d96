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
        assertThat(result.out().lines())
                .anyMatch(line -> line.startsWith("broken          cannot be used: "))
                .anyMatch(line -> line.startsWith("roofs-semseg    Roofs by colour"))
                .containsSequence(
                        "                semseg: background, red roof, blue roof, grey roof",
                        "                licence: Apache-2.0");
    }

    @Test
    void jsonHoldsTheSame() throws IOException {
        TestModels.copyTo(folder);
        JsonNode json = JsonMapper.shared()
                .readTree(Cli.run("models", "--models", folder, "--json").out());
        assertThat(json).hasSize(4);
        assertThat(json.path(0).path("id").asString()).isEqualTo("roofs-semseg");
        assertThat(json.path(0).path("classes").toString())
                .isEqualTo("[\"background\",\"red roof\",\"blue roof\",\"grey roof\"]");
        assertThat(json.path(0).path("licence").asString()).isEqualTo("Apache-2.0");
        assertThat(json.path(0).path("problem").asString()).isEmpty();
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
                .containsExactly("roofs  Roofs", "       semseg: roof");
        assertThat(Cli.run("models", "--models", folder, "--json").out()).contains("\"licence\" : \"\"");
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
