package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.Role;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained U-Net of the folder {@code shared/models} beside the checkout; skipped where there is none. */
class AtlantaBuildingsTest {

    private static final String FILE = "shared/models/atlanta-buildings-unet.onnx";

    @TempDir
    Path models;

    private OnnxModelRepository repository;

    @BeforeEach
    void describeTheModel() throws IOException {
        Path file = checkout().resolveSibling(FILE);
        assumeTrue(Files.isRegularFile(file), "there is no " + FILE + " beside the checkout");
        Path folder = Files.createDirectory(models.resolve("atlanta"));
        Files.copy(file, folder.resolve("model.onnx"));
        Files.writeString(folder.resolve("model.json"), """
                {
                  "id": "atlanta", "family": "semseg",
                  "files": {"model": {"path": "model.onnx"}},
                  "image": {"input": "image", "bands": [1], "valueRange": {"min": 126, "max": 1109}},
                  "geometry": {"multipleOf": 8},
                  "output": {"name": "logits"},
                  "classes": ["building"]
                }
                """);
        repository = new OnnxModelRepository(models);
    }

    @AfterEach
    void close() {
        if (repository != null) {
            repository.close();
        }
    }

    @Test
    void givesALogitForEveryPixel() {
        Tensor logits = predict(Tensor.allocate(1, 1, 64, 96));

        assertThat(logits.shape()).containsExactly(1, 1, 64, 96);
        for (float value : values(logits)) {
            assertThat(value).isFinite();
        }
    }

    @Test
    void givesATileTheSameBitsAloneAndInABatch() {
        Random random = new Random(3);
        Tensor batch = Tensor.allocate(4, 1, 64, 64);
        for (int i = 0; i < batch.data().capacity(); i++) {
            batch.data().put(i, random.nextFloat());
        }
        float[] together = values(predict(batch));
        for (int item = 0; item < 4; item++) {
            Tensor one = Tensor.allocate(1, 1, 64, 64);
            one.data().put(0, batch.data(), item * 4096, 4096);
            assertThat(values(predict(one)))
                    .containsExactly(Arrays.copyOfRange(together, item * 4096, (item + 1) * 4096));
        }
    }

    private Tensor predict(Tensor image) {
        Model model = repository.get("atlanta");
        return Objects.requireNonNull(
                model.graph(Role.MODEL).predict(Map.of("image", image)).get("logits"));
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[tensor.data().capacity()];
        tensor.data().get(0, values);
        return values;
    }

    private static Path checkout() {
        Path start = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        for (Path path = start; path != null; path = path.getParent()) {
            if (Files.exists(path.resolve("mvnw"))) {
                return path;
            }
        }
        throw new IllegalStateException("no checkout above " + start);
    }
}
