package org.gsprelabel.testdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.gsprelabel.testdata.model.Models;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class TestModelsTest {

    @Test
    void theModelsBuiltAnewAreThoseInTheModule() throws Exception {
        Map<String, byte[]> built = Models.build();

        assertThat(built.keySet()).containsExactlyInAnyOrderElementsOf(TestModels.files());
        for (String file : TestModels.files()) {
            try (InputStream in = TestModels.open(file)) {
                assertThat(in.readAllBytes()).as(file).isEqualTo(built.get(file));
            }
        }
    }

    @Test
    void modelsAreSmallAndDescriptorsNameTheirHash(@TempDir Path folder) throws Exception {
        TestModels.copyTo(folder.resolve("models"));

        for (String file : TestModels.files()) {
            Path path = folder.resolve("models").resolve(file);
            assertThat(Files.size(path)).isBetween(100L, 300_000L);
            if (file.endsWith("model.json")) {
                byte[] model = Files.readAllBytes(path.resolveSibling("model.onnx"));
                String hash = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(model));
                assertThat(JsonMapper.shared()
                                .readTree(path.toFile())
                                .at("/files/model/sha256")
                                .asString())
                        .isEqualTo(hash);
            }
        }
    }

    @Test
    void anUnknownFileIsRefused() {
        assertThatThrownBy(() -> TestModels.open("nothing.onnx"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("nothing.onnx");
    }
}
