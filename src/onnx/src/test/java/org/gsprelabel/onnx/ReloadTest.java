package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.ModelRepository.ModelEntry;
import org.gsprelabel.model.ModelRepository.Reload;
import org.gsprelabel.model.Role;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that multiply their input, 3, by a factor. */
class ReloadTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private OnnxModelRepository repository;

    @BeforeEach
    void open() throws IOException {
        write("doubling", 2);
        write("tripling", 3);
        repository = new OnnxModelRepository(folder);
        lease("doubling").close();
        lease("tripling").close();
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void models_that_are_as_they_were_stay_loaded() {
        assertThat(repository.reload()).isEqualTo(new Reload(List.of(), List.of()));
        assertThat(loaded()).containsExactly("doubling", "tripling");
    }

    @Test
    void a_model_with_other_weights_is_closed_and_the_next_request_is_given_the_new_ones() throws IOException {
        write("doubling", 20);
        assertThat(answer("doubling")).isEqualTo(6);

        assertThat(repository.reload()).isEqualTo(new Reload(List.of("doubling"), List.of()));

        assertThat(loaded()).containsExactly("tripling");
        assertThat(answer("doubling")).isEqualTo(60);
        assertThat(repository.reload()).isEqualTo(new Reload(List.of(), List.of()));
    }

    @Test
    void requests_that_use_a_model_keep_it_to_their_end_and_others_share_it_so_long() throws IOException {
        ModelLease first = lease("doubling");
        write("doubling", 20);

        assertThat(repository.reload()).isEqualTo(new Reload(List.of(), List.of("doubling")));

        assertThat(predict(first, "doubling")).isEqualTo(6);
        try (ModelLease second = lease("doubling")) {
            first.close();
            assertThat(predict(second, "doubling")).isEqualTo(6);
        }
        assertThat(loaded()).containsExactly("tripling");
        assertThat(answer("doubling")).isEqualTo(60);
    }

    @Test
    void a_model_that_is_gone_is_closed_and_no_longer_there() throws IOException {
        Files.delete(folder.resolve("tripling/model.json"));
        Files.delete(folder.resolve("tripling/model.onnx"));
        Files.delete(folder.resolve("tripling"));

        assertThat(repository.reload()).isEqualTo(new Reload(List.of("tripling"), List.of()));

        assertThatThrownBy(() -> lease("tripling")).hasMessage("no model 'tripling'; available: doubling");
    }

    @Test
    void a_model_that_became_wrong_is_closed_and_listed_with_its_problem() throws IOException {
        Files.writeString(folder.resolve("tripling/model.json"), "{");

        assertThat(repository.reload().closed()).containsExactly("tripling");

        assertThat(repository.list().get(1).problem()).startsWith("model 'tripling': model.json is not valid JSON");
    }

    private void write(String id, float factor) throws IOException {
        Path model = Files.createDirectories(folder.resolve(id));
        // of another length, so that no clock needs to tick between two states
        OnnxModels.pixelwise("N", new float[][] {{factor}}, 0)
                .metadata("factor", "x".repeat((int) factor))
                .write(model.resolve("model.onnx"));
        Files.writeString(model.resolve("model.json"), """
                {"id": "%s", "family": "semseg", "files": {"model": {"path": "model.onnx"}},
                 "image": {"input": "image", "bands": [1]}, "output": {"name": "logits"}, "classes": ["roof"]}""".formatted(id));
    }

    private float answer(String id) {
        try (ModelLease lease = lease(id)) {
            return predict(lease, id);
        }
    }

    private ModelLease lease(String id) {
        return repository.lease(List.of(id), Caller.patient());
    }

    private List<String> loaded() {
        return repository.list().stream()
                .filter(entry -> !entry.device().isEmpty())
                .map(ModelEntry::id)
                .toList();
    }

    private static float predict(ModelLease lease, String id) {
        return lease.model(id)
                .graph(Role.MODEL)
                .predict(Map.of("image", Tensor.of(new float[] {3}, 1, 1, 1, 1)))
                .values()
                .iterator()
                .next()
                .get(0);
    }
}
