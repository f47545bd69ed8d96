package org.gsprelabel.testdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gsprelabel.testdata.model.Models;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TestModelsTest {

    @Test
    void theModelsBuiltAnewAreThoseInTheModule() throws Exception {
        Map<String, byte[]> built = Models.build();

        List<String> files = all();
        assertThat(built.keySet()).containsExactlyInAnyOrderElementsOf(files);
        for (String file : files) {
            try (InputStream in = TestModels.open(file)) {
                assertThat(in.readAllBytes()).as(file).isEqualTo(built.get(file));
            }
        }
    }

    @Test
    void modelsAreSmallAndDescriptorsNameTheirHash(@TempDir Path folder) throws Exception {
        TestModels.copyTo(folder.resolve("models"));
        TestModels.copyPromptableTo(folder.resolve("models"));

        for (String file : all()) {
            Path path = folder.resolve("models").resolve(file);
            assertThat(Files.size(path)).isBetween(100L, 300_000L);
            if (file.endsWith("model.json")) {
                for (JsonNode graph :
                        JsonMapper.shared().readTree(path.toFile()).get("files").values()) {
                    byte[] model = Files.readAllBytes(
                            path.resolveSibling(graph.get("path").asString()));
                    String hash = HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(model));
                    assertThat(graph.get("sha256").asString()).as(file).isEqualTo(hash);
                }
            }
        }
    }

    private static List<String> all() {
        return Stream.concat(TestModels.files().stream(), TestModels.promptableFiles().stream())
                .toList();
    }

    @Test
    void anUnknownFileIsRefused() {
        assertThatThrownBy(() -> TestModels.open("nothing.onnx"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("nothing.onnx");
    }
}
