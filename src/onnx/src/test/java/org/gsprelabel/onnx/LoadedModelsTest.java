package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gsprelabel.onnx.ScalingModels.answer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.ModelsNotReadyException;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A repository that may hold two models, of three. */
@Timeout(60)
class LoadedModelsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private OnnxModelRepository repository;

    private final ExecutorService pool = Executors.newCachedThreadPool();

    @BeforeEach
    void addModels() throws IOException {
        for (String id : List.of("a", "b", "c")) {
            ScalingModels.write(folder, id, 2);
        }
        repository = new OnnxModelRepository(folder, new RuntimeLimits(1, 4, 2));
    }

    @AfterEach
    void close() {
        pool.shutdownNow();
        repository.close();
    }

    @Test
    void the_model_that_was_not_used_for_longest_makes_room() {
        lease("a").close();
        lease("b").close();
        lease("a").close();
        assertThat(loaded()).containsExactly("a", "b");

        lease("c").close();

        assertThat(loaded()).containsExactly("a", "c");
    }

    @Test
    void a_model_in_use_is_never_closed() {
        try (ModelLease a = lease("a")) {
            lease("b").close();
            lease("c").close();

            assertThat(loaded()).containsExactly("a", "c");
            assertThat(answer(a, "a")).isEqualTo(6);
        }
    }

    @Test
    void a_model_that_made_room_is_loaded_again() {
        lease("a").close();
        lease("b").close();
        lease("c").close();

        try (ModelLease a = lease("a")) {
            assertThat(answer(a, "a")).isEqualTo(6);
        }
    }

    @Test
    void who_finds_all_places_in_use_waits_is_told_and_goes_on_when_one_is_given_back() throws Exception {
        ModelLease a = lease("a");
        ModelLease b = lease("b");
        TestCaller caller = new TestCaller();
        Future<ModelLease> waiting = pool.submit(() -> repository.lease(List.of("c"), caller));

        caller.told.await();
        assertThat(caller.waitedFor).isEqualTo("another model to be given back");
        assertThat(loaded()).containsExactly("a", "b");
        lease("a").close();

        a.close();
        caller.served.await();
        try (ModelLease c = waiting.get()) {
            assertThat(answer(c, "c")).isEqualTo(6);
        }
        assertThat(loaded()).containsExactly("b", "c");
        b.close();
    }

    @Test
    void who_waits_for_a_place_can_be_cancelled() {
        try (ModelLease both = repository.lease(List.of("a", "b"), Caller.patient())) {
            TestCaller caller = new TestCaller();
            Future<ModelLease> waiting = pool.submit(() -> repository.lease(List.of("c"), caller));
            caller.cancelled = true;

            assertThatThrownBy(waiting::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("cancelled while it waited for another model to be given back");
            assertThat(answer(both, "b")).isEqualTo(6);
        }
        lease("c").close();
    }

    @Test
    void who_cannot_wait_is_given_what_is_loaded_and_not_what_has_no_place() {
        lease("a").close();
        try (ModelLease a = repository.leaseWithin(List.of("a"), Caller.patient(), Duration.ZERO);
                ModelLease b = lease("b")) {
            assertThat(answer(a, "a")).isEqualTo(6);
            assertThat(answer(b, "b")).isEqualTo(6);
            assertThatThrownBy(() -> repository.leaseWithin(List.of("c"), Caller.patient(), Duration.ofSeconds(2)))
                    .isInstanceOf(ModelsNotReadyException.class)
                    .hasMessage("the server is busy with other models");
        }
        try (ModelLease c = repository.leaseWithin(List.of("c"), Caller.patient(), Duration.ofMinutes(1))) {
            assertThat(answer(c, "c")).isEqualTo(6);
        }
        try (ModelLease both = repository.lease(List.of("a", "b"), Caller.patient())) {
            assertThat(answer(both, "a")).as("no place is kept").isEqualTo(6);
        }
    }

    @Test
    void requests_for_two_models_each_never_wait_for_each_other() throws Exception {
        List<Future<Float>> answers = new ArrayList<>();
        List<List<String>> pairs = List.of(List.of("a", "b"), List.of("b", "c"), List.of("c", "a"), List.of("b", "a"));
        for (int i = 0; i < 40; i++) {
            List<String> pair = pairs.get(i % pairs.size());
            answers.add(pool.submit(() -> {
                try (ModelLease lease = repository.lease(pair, Caller.patient())) {
                    return answer(lease, pair.get(1));
                }
            }));
        }
        for (Future<Float> answer : answers) {
            assertThat(answer.get()).isEqualTo(6);
        }
        assertThat(loaded()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void a_model_that_does_not_load_leaves_its_place_to_others() throws IOException {
        Files.write(folder.resolve("b/model.onnx"), new byte[] {1, 2, 3});
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> repository.lease(List.of("a", "b"), Caller.patient()))
                    .isInstanceOf(ModelException.class);
        }

        try (ModelLease others = repository.lease(List.of("a", "c"), Caller.patient())) {
            assertThat(answer(others, "c")).isEqualTo(6);
        }
    }

    @Test
    void twenty_requests_at_once_share_one_session() throws Exception {
        List<Future<ModelLease>> leases = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            leases.add(pool.submit(() -> lease("a")));
        }
        List<Predictor> shared = new ArrayList<>();
        for (Future<ModelLease> lease : leases) {
            shared.add(((CalledPredictor) lease.get().model("a").graph(Role.MODEL)).shared());
            assertThat(answer(lease.get(), "a")).isEqualTo(6);
        }

        assertThat(shared).hasSize(20).allMatch(predictor -> predictor == shared.get(0));
    }

    private ModelLease lease(String id) {
        return ScalingModels.lease(repository, id);
    }

    private List<String> loaded() {
        return ScalingModels.loaded(repository);
    }
}
