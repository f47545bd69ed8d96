package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.ModelRepository.Reload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

        assertThat(ScalingModels.answer(first, "doubling")).isEqualTo(6);
        try (ModelLease second = lease("doubling")) {
            first.close();
            assertThat(ScalingModels.answer(second, "doubling")).isEqualTo(6);
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
        ScalingModels.write(folder, id, factor);
    }

    private float answer(String id) {
        try (ModelLease lease = lease(id)) {
            return ScalingModels.answer(lease, id);
        }
    }

    private ModelLease lease(String id) {
        return ScalingModels.lease(repository, id);
    }

    private List<String> loaded() {
        return ScalingModels.loaded(repository);
    }
}
