package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gsprelabel.model.Licence;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelRepository.ModelEntry;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxModelRepositoryTest {

    @TempDir
    Path root;

    private Path models;
    private OnnxModelRepository repository;

    @BeforeEach
    void openRepository() throws IOException {
        models = Files.createDirectory(root.resolve("models"));
        repository = new OnnxModelRepository(models);
    }

    @AfterEach
    void closeRepository() {
        repository.close();
    }

    @Test
    void listsFoldersAndBareFilesByName() throws IOException {
        addFolder("roofs");
        addYolo("trees.onnx");
        Files.writeString(models.resolve("notes.txt"), "not a model");
        Files.createDirectory(models.resolve("empty"));
        Files.createDirectory(models.resolve(".hidden"));
        Files.writeString(models.resolve(".hidden").resolve("model.json"), "{}");

        assertThat(repository.list())
                .extracting(OnnxModelRepositoryTest::text)
                .containsExactly("roofs|Roofs|semseg|[roof]|CC-BY-4.0||", "trees|Trees by me|yolo|[tree, nest]|||");
    }

    @Test
    void listsProblemsWithoutHarmToOtherModels() throws IOException {
        addFolder("roofs");
        Files.writeString(Files.createDirectory(models.resolve("broken")).resolve("model.json"), "{");
        OnnxModels.pixelwise("N", new float[][] {{1}}, 0).write(models.resolve("plain.onnx"));
        Files.writeString(models.resolve("garbage.onnx"), "this is no model");
        Files.createFile(Files.createDirectory(models.resolve("bare")).resolve("best.onnx"));
        addFolder("twice");
        addYolo("twice.onnx");

        List<ModelEntry> entries = repository.list();

        assertThat(entries)
                .extracting(ModelEntry::id)
                .containsExactly("bare", "broken", "garbage", "plain", "roofs", "twice");
        assertThat(entries.get(0).problem()).isEqualTo("model 'bare': its folder has no model.json");
        assertThat(entries.get(1).problem()).startsWith("model 'broken': model.json is not valid JSON at line 1");
        assertThat(entries.get(2).problem())
                .startsWith("model 'garbage': file garbage.onnx cannot be loaded by ONNX Runtime 1.")
                .doesNotContain(models.toString());
        assertThat(entries.get(3).problem())
                .isEqualTo("model 'plain': the file has no metadata of Ultralytics or Deepness; put it into a folder"
                        + " with a model.json");
        assertThat(entries.get(4).problem()).isEmpty();
        assertThat(entries.get(5).problem())
                .isEqualTo("model 'twice': there are a folder 'twice' and a file 'twice.onnx', remove one of them");
        assertThatThrownBy(() -> repository.get("twice"))
                .isInstanceOf(ModelException.class)
                .hasMessage(entries.get(5).problem());
    }

    @Test
    void listsFoldersWithoutReadingWeights() throws IOException {
        Path folder = addFolder("roofs");
        Files.writeString(folder.resolve("model.onnx"), "not yet downloaded");

        assertThat(repository.list())
                .extracting(OnnxModelRepositoryTest::text)
                .containsExactly("roofs|Roofs|semseg|[roof]|CC-BY-4.0||");
    }

    @Test
    void seesThatABareFileHasChanged() throws IOException {
        Path file = addYolo("trees.onnx");
        assertThat(repository.list().get(0).descriptor().orElseThrow().title()).isEqualTo("Trees by me");

        yolo().metadata("description", "Other trees").write(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

        assertThat(repository.list().get(0).descriptor().orElseThrow().title()).isEqualTo("Other trees");
    }

    @Test
    void weightsBesideTheGraphAreInTheHash() throws IOException {
        Path folder = addFolder("roofs");
        String alone = hash();
        Files.writeString(folder.resolve("README.md"), "texts are not");
        assertThat(hash()).isEqualTo(alone);

        Files.write(folder.resolve("model.onnx.data"), new byte[] {1});
        String one = hash();
        Files.write(folder.resolve("model.onnx.data"), new byte[] {2});

        assertThat(List.of(alone, one, hash())).doesNotHaveDuplicates();
    }

    private String hash() {
        try (OnnxModelRepository fresh = new OnnxModelRepository(models)) {
            return fresh.get("roofs").sha256();
        }
    }

    @Test
    void saysWhereALoadedModelRuns() throws IOException {
        addFolder("roofs");
        assertThat(repository.list().get(0).device()).isEmpty();

        repository.get("roofs");

        assertThat(repository.list().get(0).device()).isEqualTo("CPU");
    }

    @Test
    void aMissingDirectoryHoldsNoModels() {
        try (OnnxModelRepository nothing = new OnnxModelRepository(root.resolve("nowhere"))) {
            assertThat(nothing.list()).isEmpty();
            assertThatThrownBy(() -> nothing.get("roofs"))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("no model 'roofs'; available: none, put one into the models folder");
        }
    }

    @Test
    void loadsAModelOnceAndRunsIt() throws IOException {
        addFolder("roofs");

        Model model = repository.get("roofs");

        assertThat(repository.get("roofs")).isSameAs(model);
        assertThat(model.descriptor().title()).isEqualTo("Roofs");
        Tensor image = Tensor.of(new float[] {0.25f, -1}, 1, 1, 1, 2);
        assertThat(model.graph(Role.MODEL).predict(Map.of("image", image)).values())
                .singleElement()
                .satisfies(logits -> {
                    assertThat(logits.get(0)).isEqualTo(1.5f);
                    assertThat(logits.get(1)).isEqualTo(-1);
                });
    }

    @Test
    void loadsABareFile() throws IOException {
        addYolo("trees.onnx");

        Model model = repository.get("trees");

        assertThat(model.descriptor().classes()).containsExactly("tree", "nest");
        assertThat(model.graph(Role.MODEL).maxBatch()).isEqualTo(1);
        assertThat(model.graph(Role.MODEL).predict(Map.of("images", Tensor.allocate(1, 3, 64, 64))))
                .containsOnlyKeys("output0");
    }

    @Test
    void hashesTheWeights() throws IOException {
        // SHA-256 of a file is what `sha256sum` says of it: here of "abc", FIPS 180-2 appendix B.1
        Path file = Files.writeString(root.resolve("abc"), "abc");
        assertThat(Sha256.of("x", file)).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

        Path folder = addFolder("roofs");
        String sha256 = Sha256.of("x", folder.resolve("model.onnx"));
        describe(folder, ", \"sha256\": \"" + sha256 + "\"");
        assertThat(repository.get("roofs").sha256()).isEqualTo(sha256);
        assertThat(repository.get("roofs").label()).isEqualTo("roofs@" + sha256.substring(0, 12));
    }

    @Test
    void refusesWeightsOfAnotherHash() throws IOException {
        Path folder = addFolder("roofs");
        String other = "0".repeat(64);
        describe(folder, ", \"sha256\": \"" + other + "\"");

        assertThatThrownBy(() -> repository.get("roofs"))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'roofs': file model.onnx must have the SHA-256 " + other
                        + " of field files.model.sha256, found " + Sha256.of("x", folder.resolve("model.onnx")));
    }

    @Test
    void manyThreadsGetTheSameModel() throws Exception {
        addFolder("roofs");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Model> task = () -> repository.get("roofs");
            List<Model> found = new ArrayList<>();
            for (Future<Model> model : threads.invokeAll(Collections.nCopies(16, task))) {
                found.add(model.get());
            }
            assertThat(found).allSatisfy(model -> assertThat(model).isSameAs(found.get(0)));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void namesTheModelsThatThereAre() throws IOException {
        addFolder("roofs");
        addYolo("trees.onnx");

        assertThatThrownBy(() -> repository.get("cars"))
                .isInstanceOf(ModelException.class)
                .hasMessage("no model 'cars'; available: roofs, trees");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside",
                "roofs/../../outside",
                "./roofs",
                "roofs/",
                "roofs/model",
                "..",
                ".",
                "",
                "/etc/passwd",
                "https://example.org/model.onnx",
                "file:///tmp/x",
                "..\\outside",
                "roofs.onnx"
            })
    void anIdIsANameAndNeverAPath(String id) throws IOException {
        addFolder("roofs");
        // a good package beside the models folder, which no id may reach
        addFolderAt(Files.createDirectory(root.resolve("outside")), "outside");

        assertThatThrownBy(() -> repository.get(id))
                .isInstanceOf(ModelException.class)
                .hasMessage("no model '" + id + "'; available: roofs");
    }

    @Test
    void aTruncatedModelIsAnErrorAndCanBeReplaced() throws IOException {
        Path folder = addFolder("roofs");
        Path file = folder.resolve("model.onnx");
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> repository.get("roofs"))
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith("model 'roofs': ")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", root.toString()));
        }

        Files.write(file, whole);
        assertThat(repository.get("roofs").descriptor().id()).isEqualTo("roofs");
    }

    @Test
    void aModelThatIsNotWhatItsDescriptorSaysIsRefused() throws IOException {
        Path folder = addFolder("roofs");
        OnnxModels.pixelwise("N", new float[][] {{1}, {2}}, 0, 0).write(folder.resolve("model.onnx"));

        assertThatThrownBy(() -> repository.get("roofs"))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'roofs': output 'logits' must be [N, 1, h, w] for 1 class, found [N, 2, H, W]");
    }

    @Test
    void closingClosesTheModels() throws IOException {
        addFolder("roofs");
        Model model = repository.get("roofs");

        repository.close();

        assertThatThrownBy(() -> model.graph(Role.MODEL).predict(Map.of("image", Tensor.allocate(1, 1, 1, 1))))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'roofs': it has been closed");
        assertThatThrownBy(() -> repository.get("roofs"))
                .isInstanceOf(ModelException.class)
                .hasMessage("the models have been closed");
    }

    @Test
    void aModelThatCannotBeClosedDoesNotKeepTheOthersOpen() {
        List<String> closed = new ArrayList<>();
        List<Predictor> predictors = new ArrayList<>();
        for (String id : List.of("bad", "good", "worse", "best")) {
            predictors.add(new UnaskedPredictor(() -> {
                closed.add(id);
                if (id.equals("bad") || id.equals("worse")) {
                    throw new ModelException(id);
                }
            }));
        }

        assertThatThrownBy(() -> OnnxModelRepository.closeAll(predictors))
                .isInstanceOf(ModelException.class)
                .hasMessage("bad")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(other -> assertThat(other).hasMessage("worse")));
        assertThat(closed).containsExactly("bad", "good", "worse", "best");
    }

    private Path addFolder(String id) throws IOException {
        return addFolderAt(Files.createDirectory(models.resolve(id)), id);
    }

    /** {@code logits = 2 * image + 1} for one class. */
    private static Path addFolderAt(Path folder, String id) throws IOException {
        OnnxModels.pixelwise("N", new float[][] {{2}}, 1).write(folder.resolve("model.onnx"));
        describe(folder, id, "");
        return folder;
    }

    private static void describe(Path folder, String sha256) throws IOException {
        describe(folder, folder.getFileName().toString(), sha256);
    }

    private static void describe(Path folder, String id, String sha256) throws IOException {
        Files.writeString(folder.resolve("model.json"), """
                {
                  "id": "%s", "title": "Roofs", "family": "semseg", "licence": {"name": "CC-BY-4.0"},
                  "files": {"model": {"path": "model.onnx"%s}},
                  "image": {"input": "image", "bands": [1]},
                  "output": {"name": "logits"},
                  "classes": ["roof"]
                }
                """.formatted(id, sha256));
    }

    private Path addYolo(String name) {
        return yolo().metadata("description", "Trees by me").write(models.resolve(name));
    }

    private static OnnxModels yolo() {
        return new OnnxModels()
                .input("images", OnnxModels.FLOAT, 1, 3, 64, 64)
                .zeros("output0", 1, 6, 84)
                .metadata("task", "detect")
                .metadata("stride", "32")
                .metadata("names", "{0: 'tree', 1: 'nest'}");
    }

    /** {@code id|title|family|classes|licence|device|problem}. */
    private static String text(ModelEntry entry) {
        ModelDescriptor model = entry.descriptor().orElseThrow();
        return String.join(
                "|",
                entry.id(),
                model.title(),
                model.family().id(),
                model.classes().toString(),
                model.licence().map(Licence::name).orElse(""),
                entry.device(),
                entry.problem());
    }
}
