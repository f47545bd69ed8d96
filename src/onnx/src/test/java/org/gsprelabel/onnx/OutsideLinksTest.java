package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelRepository.ModelEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of a model may lie outside of the models folder, and nobody is told where else files are. */
class OutsideLinksTest {

    @TempDir
    Path root;

    private Path models;
    private Path secret;
    private OnnxModelRepository repository;

    @BeforeEach
    void open() throws IOException {
        models = Files.createDirectory(root.resolve("models"));
        secret = Files.createDirectory(root.resolve("secret-place"));
        repository = new OnnxModelRepository(models);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void folders_that_are_links_leading_out_are_refused() throws IOException {
        addModel(Files.createDirectory(secret.resolve("roofs")), "roofs");
        Files.createSymbolicLink(models.resolve("roofs"), secret.resolve("roofs"));

        assertRefused("roofs", "model 'roofs': roofs must not be a link that leads out of the folder that it lies in");
    }

    @Test
    void bare_models_that_are_links_leading_out_are_refused() throws IOException {
        OnnxModels.pixelwise("N", new float[][] {{2}}, 1).write(secret.resolve("best.onnx"));
        Files.createSymbolicLink(models.resolve("roofs.onnx"), secret.resolve("best.onnx"));

        assertRefused(
                "roofs", "model 'roofs': roofs.onnx must not be a link that leads out of the folder that it lies in");
    }

    @Test
    void descriptors_that_are_links_leading_out_are_refused() throws IOException {
        Path folder = Files.createDirectory(models.resolve("roofs"));
        addModel(folder, "roofs");
        Files.move(folder.resolve("model.json"), secret.resolve("passwords.json"));
        Files.createSymbolicLink(folder.resolve("model.json"), secret.resolve("passwords.json"));

        assertRefused(
                "roofs", "model 'roofs': model.json must not be a link that leads out of the folder that it lies in");
    }

    @Test
    void graphs_that_are_links_leading_out_are_refused() throws IOException {
        Path folder = Files.createDirectory(models.resolve("roofs"));
        addModel(folder, "roofs");
        Files.move(folder.resolve("model.onnx"), secret.resolve("best.onnx"));
        Files.createSymbolicLink(folder.resolve("model.onnx"), secret.resolve("best.onnx"));

        assertRefused(
                "roofs",
                "model 'roofs': field files.model.path must not be a link that leads out of the folder of the model, got"
                        + " 'model.onnx'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"link.bin", "linked/weights.bin", "../../secret-place/weights.bin", "/dev/zero"})
    void weights_beside_a_graph_that_lead_out_are_refused(String location) throws IOException {
        Files.write(secret.resolve("weights.bin"), new byte[4]);
        Path folder = Files.createDirectory(models.resolve("roofs"));
        describe(folder, "roofs");
        Files.createSymbolicLink(folder.resolve("link.bin"), secret.resolve("weights.bin"));
        Files.createSymbolicLink(folder.resolve("linked"), secret);
        external(location).write(folder.resolve("model.onnx"));

        assertThatThrownBy(() -> repository.get("roofs"))
                .isInstanceOf(ModelException.class)
                .hasMessageEndingWith(
                        ": weights beside it must be files in its folder, and those of 'factor' lead out of it")
                .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain(root.toString(), "secret-place"));
    }

    @Test
    void weights_beside_a_graph_that_are_less_than_declared_are_refused_before_memory_is_taken() throws IOException {
        Path folder = Files.createDirectory(models.resolve("roofs"));
        describe(folder, "roofs");
        Files.write(folder.resolve("weights.bin"), new byte[4]);
        new OnnxModels()
                .input("image", OnnxModels.FLOAT, "N", 1, "H", "W")
                .externalConstant("factor", "weights.bin", 1L << 31, 1L << 8)
                .node("Mul", List.of("image", "factor"), "logits")
                .output("logits", OnnxModels.FLOAT, "N", 1, "H", "W")
                .write(folder.resolve("model.onnx"));

        assertThatThrownBy(() -> repository.get("roofs"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("size to read: 2199023255552 given file_length: 4 are out of bounds")
                .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain(root.toString()));
    }

    @Test
    void links_that_stay_inside_work_and_so_does_a_models_folder_that_is_one() throws IOException {
        Path folder = Files.createDirectory(models.resolve("roofs"));
        describe(folder, "roofs");
        Path weights = Files.createDirectory(folder.resolve("weights"));
        Files.write(
                weights.resolve("v1.bin"),
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(2.5f)
                        .array());
        Files.createSymbolicLink(folder.resolve("weights.bin"), weights.resolve("v1.bin"));
        external("weights.bin").write(folder.resolve("model.onnx"));
        Path link = Files.createSymbolicLink(root.resolve("link-to-models"), models);

        try (OnnxModelRepository linked = new OnnxModelRepository(link)) {
            assertThatCode(() -> linked.get("roofs")).doesNotThrowAnyException();
        }
    }

    @Test
    void a_descriptor_of_gigabytes_is_not_read() throws IOException {
        Path folder = Files.createDirectory(models.resolve("roofs"));
        addModel(folder, "roofs");
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("model.json").toFile(), "rw")) {
            file.setLength(3L << 30);
        }

        assertRefused("roofs", "model 'roofs': file model.json must have at most 4194304 bytes, found 3221225472");
    }

    private void assertRefused(String id, String sentence) {
        assertThat(repository.list()).extracting(ModelEntry::problem).containsExactly(sentence);
        assertThatThrownBy(() -> repository.get(id))
                .isInstanceOf(ModelException.class)
                .hasMessage(sentence);
    }

    private static OnnxModels external(String location) {
        return new OnnxModels()
                .input("image", OnnxModels.FLOAT, "N", 1, "H", "W")
                .externalConstant("factor", location, 1)
                .node("Mul", List.of("image", "factor"), "logits")
                .output("logits", OnnxModels.FLOAT, "N", 1, "H", "W");
    }

    private static void addModel(Path folder, String id) throws IOException {
        OnnxModels.pixelwise("N", new float[][] {{2}}, 1).write(folder.resolve("model.onnx"));
        describe(folder, id);
    }

    private static void describe(Path folder, String id) throws IOException {
        Files.writeString(folder.resolve("model.json"), """
                {
                  "id": "%s", "family": "semseg",
                  "files": {"model": {"path": "model.onnx"}},
                  "image": {"input": "image", "bands": [1]},
                  "output": {"name": "logits"},
                  "classes": ["roof"]
                }
                """.formatted(id));
    }
}
