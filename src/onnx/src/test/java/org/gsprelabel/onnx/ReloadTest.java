package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.ModelRepository.ModelEntry;
import org.gsprelabel.model.ModelRepository.Reload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
    void requests_that_use_a_model_keep_it_to_their_end_and_others_are_given_the_new_one() throws IOException {
        ModelLease first = lease("doubling");
        write("doubling", 20);

        assertThat(repository.reload()).isEqualTo(new Reload(List.of(), List.of("doubling")));

        try (ModelLease second = lease("doubling")) {
            assertThat(ScalingModels.answer(second, "doubling")).isEqualTo(60);
            assertThat(ScalingModels.answer(first, "doubling")).isEqualTo(6);
            assertThat(repository.reload()).isEqualTo(new Reload(List.of(), List.of("doubling")));
            first.close();
            assertThat(repository.reload()).isEqualTo(new Reload(List.of(), List.of()));
            assertThat(ScalingModels.answer(second, "doubling")).isEqualTo(60);
        }
        assertThat(answer("doubling")).isEqualTo(60);
    }

    @Test
    @Timeout(60)
    void where_there_is_no_room_for_both_others_wait_for_the_new_one() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (OnnxModelRepository small = new OnnxModelRepository(folder, new RuntimeLimits(1, 4, 1))) {
            ModelLease first = ScalingModels.lease(small, "doubling");
            write("doubling", 20);
            assertThat(small.reload().inUse()).containsExactly("doubling");
            TestCaller caller = new TestCaller();
            Future<ModelLease> second = pool.submit(() -> small.lease(List.of("doubling"), caller));

            caller.told.await();
            assertThat(caller.waitedFor).isEqualTo("another model to be given back");
            assertThat(ScalingModels.answer(first, "doubling")).isEqualTo(6);
            first.close();

            try (ModelLease lease = second.get()) {
                assertThat(ScalingModels.answer(lease, "doubling")).isEqualTo(60);
            }
        } finally {
            pool.shutdownNow();
        }
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

    /** The two versions have files of one length and time: nothing but the link tells them apart. */
    @Test
    void a_link_that_is_switched_to_another_version_is_noticed() throws IOException {
        Path blue = version(".scaling-blue", 4);
        Path green = version(".scaling-green", 4.5f);
        for (Path file : List.of(Path.of("model.onnx"), Path.of("model.json"))) {
            assertThat(green.resolve(file)).hasSize(Files.size(blue.resolve(file)));
            Files.setLastModifiedTime(green.resolve(file), Files.getLastModifiedTime(blue.resolve(file)));
        }
        Path link = Files.createSymbolicLink(folder.resolve("scaling"), blue.getFileName());
        assertThat(answer("scaling")).isEqualTo(12);
        assertThat(repository.reload()).isEqualTo(new Reload(List.of(), List.of()));

        Files.delete(link);
        Files.createSymbolicLink(link, green.getFileName());

        assertThat(repository.reload()).isEqualTo(new Reload(List.of("scaling"), List.of()));
        assertThat(answer("scaling")).isEqualTo(13.5f);
    }

    @Test
    void changed_weights_behind_a_link_are_noticed() throws IOException {
        version(".scaling-blue", 4);
        Files.createSymbolicLink(folder.resolve("scaling"), Path.of(".scaling-blue"));
        assertThat(answer("scaling")).isEqualTo(12);

        ScalingModels.write(folder.resolve(".versions"), "scaling", 7);
        Files.copy(
                folder.resolve(".versions/scaling/model.onnx"),
                folder.resolve(".scaling-blue/model.onnx"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(repository.reload().closed()).containsExactly("scaling");
        assertThat(answer("scaling")).isEqualTo(21);
    }

    /** Nobody can read where a dangling link leads, whatever their rights. */
    @Test
    void what_cannot_be_read_in_a_package_hides_no_change_of_the_rest() throws IOException {
        Files.createSymbolicLink(folder.resolve("doubling/notes.txt"), Path.of("gone"));
        write("doubling", 20);
        assertThat(repository.reload().closed()).containsExactly("doubling");
        assertThat(answer("doubling")).isEqualTo(60);
        assertThat(repository.reload()).isEqualTo(new Reload(List.of(), List.of()));

        write("doubling", 2);

        assertThat(repository.reload().closed()).containsExactly("doubling");
        assertThat(answer("doubling")).isEqualTo(6);
    }

    /** Skipped for those whom no permission binds. */
    @Test
    void folders_that_may_not_be_read_neither_keep_a_model_from_loading_nor_fail_a_reload() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("doubling/notes"));
        Path beside = Files.createDirectory(folder.resolve("locked"));
        for (Path locked : List.of(inside, beside)) {
            Files.setPosixFilePermissions(locked, Set.of());
            assumeFalse(Files.isReadable(locked), "this user may read everything");
        }
        try {
            assertThat(repository.reload().closed()).containsExactly("doubling");
            assertThat(answer("doubling")).isEqualTo(6);
            assertThat(repository.reload()).isEqualTo(new Reload(List.of(), List.of()));
            assertThat(repository.list())
                    .extracting(ModelEntry::problem)
                    .containsExactly("", "model 'locked': its folder cannot be read (AccessDeniedException)", "");
        } finally {
            Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rwx------"));
            Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** A package for the id {@code scaling} under a name that no listing shows. */
    private Path version(String name, float factor) throws IOException {
        ScalingModels.write(folder.resolve(".versions"), "scaling", factor);
        return Files.move(folder.resolve(".versions/scaling"), folder.resolve(name));
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
