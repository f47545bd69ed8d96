package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.onnx.LoadedModels.Taken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets the places that there are, and who waits; with models that can do nothing. */
@Timeout(60)
class ModelQueueTest {

    private final Queue<String> closed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void the_first_who_waits_is_overtaken_so_many_times_and_no_more() throws Exception {
        LoadedModels models = places(1);
        Deque<Taken> users = new ArrayDeque<>(List.of(loaded(models, "a")));
        Waiting b = wait(models, "b");

        // the first shares with the one who has it in its turn
        for (int i = 0; i <= LoadedModels.MOST_OVERTAKERS; i++) {
            // overlapping: the model is never free
            users.add(taken(models.take(List.of("a"), Caller.patient())));
            users.removeFirst().release();
        }
        Waiting late = wait(models, "a");
        assertThat(models.takeLoaded(List.of("a"))).isEmpty();
        assertThat(closed).isEmpty();
        users.removeFirst().release();

        Taken taken = b.taken.get();
        assertThat(closed).containsExactly("a");
        assertThat(late.taken).isNotDone();
        taken.put("b", model("b"));
        taken.release();
        late.taken.get().release();
    }

    @Test
    void who_cannot_wait_counts_as_an_overtaker() throws Exception {
        LoadedModels models = places(1);
        Deque<Taken> users = new ArrayDeque<>(List.of(loaded(models, "a")));
        Waiting b = wait(models, "b");

        for (int i = 0; i <= LoadedModels.MOST_OVERTAKERS; i++) {
            users.add(taken(models.takeLoaded(List.of("a")).orElseThrow()));
            users.removeFirst().release();
        }
        assertThat(models.takeLoaded(List.of("a"))).isEmpty();

        users.removeFirst().release();
        b.taken.get().release();
    }

    /** A run of an hour holds its model for maps, too, whoever waits for another one. */
    @Test
    void who_shares_what_is_used_anyway_overtakes_nobody() throws Exception {
        LoadedModels models = places(1);
        Taken a = loaded(models, "a");
        Waiting b = wait(models, "b");

        for (int i = 0; i < 10 * LoadedModels.MOST_OVERTAKERS; i++) {
            taken(models.takeLoaded(List.of("a")).orElseThrow()).release();
            taken(models.take(List.of("a"), Caller.patient())).release();
        }

        a.release();
        b.taken.get().release();
        assertThat(closed).containsExactly("a");
    }

    /** Else requests that others have waited for would wait behind those that wait for them. */
    @Test
    void what_somebody_holds_for_those_who_ask_is_shared_whoever_waits() throws Exception {
        LoadedModels models = places(1);
        Taken first = loaded(models, "a");
        Waiting b = wait(models, "b");
        Taken a = overtakenTooOften(models, first, "a");

        Taken shared = models.share(List.of("a")).orElseThrow();

        assertThat(shared.model("a")).isPresent();
        shared.release();
        a.release();
        b.taken.get().release();
    }

    @Test
    void the_next_in_the_queue_is_not_overtaken_by_the_one_before() throws Exception {
        LoadedModels models = places(1);
        Taken a = loaded(models, "a");
        Waiting b = wait(models, "b");
        Waiting c = wait(models, "c");
        a.release();
        Taken second = b.taken.get();
        second.put("b", model("b"));

        Taken last = overtakenTooOften(models, second, "b");
        assertThat(models.takeLoaded(List.of("b"))).isEmpty();

        last.release();
        c.taken.get().release();
    }

    @Test
    void who_needs_no_place_waits_behind_nobody() throws Exception {
        LoadedModels models = places(1);
        Taken first = loaded(models, "a");
        Waiting b = wait(models, "b");
        Taken a = overtakenTooOften(models, first, "a");

        models.take(List.of(), Caller.patient()).release();
        assertThat(models.takeLoaded(List.of())).isPresent();

        a.release();
        b.taken.get().release();
    }

    @Test
    void a_retired_model_keeps_its_place_until_its_users_have_ended() throws Exception {
        LoadedModels models = places(1);
        Taken old = loaded(models, "a");

        assertThat(models.retire("a")).isFalse();

        assertThat(models.find("a")).isEmpty();
        assertThat(models.takeLoaded(List.of("a"))).isEmpty();
        assertThat(models.retiring()).containsExactly("a");
        assertThat(old.model("a")).isPresent();
        Waiting next = wait(models, "a");
        old.release();
        assertThat(next.taken.get().model("a"))
                .as("the new one is yet to be loaded")
                .isEmpty();
        assertThat(closed).containsExactly("a");
        assertThat(models.retiring()).isEmpty();
    }

    @Test
    void where_there_is_room_a_new_version_is_held_beside_the_retired_one() {
        LoadedModels models = places(2);
        Taken old = loaded(models, "a");
        models.retire("a");

        Taken next = loaded(models, "a");

        assertThat(next.model("a")).isPresent().isNotEqualTo(old.model("a"));
        assertThat(models.find("a")).isEqualTo(next.model("a"));
        old.release();
        assertThat(closed).containsExactly("a");
        assertThat(models.find("a")).isEqualTo(next.model("a"));
    }

    @Test
    void what_somebody_has_for_good_is_not_retired() {
        LoadedModels models = places(1);
        Taken kept = models.takeAnyhow(List.of("a"));
        kept.put("a", model("a"));

        assertThat(models.retire("a")).isFalse();

        taken(models.take(List.of("a"), Caller.patient())).release();
    }

    /** Requests for one model or two, callers that cannot wait, and reloads, from fixed seeds. */
    @Test
    void whatever_comes_together_everybody_is_served_and_no_model_is_closed_in_use() throws Exception {
        LoadedModels models = places(2);
        List<Future<Integer>> clients = new ArrayList<>();
        for (int client = 0; client < 12; client++) {
            Random random = new Random(client);
            clients.add(pool.submit(() -> {
                int served = 0;
                for (int i = 0; i < 300; i++) {
                    int first = random.nextInt(2);
                    List<String> ids = List.of("a", "b", "c").subList(first, first + 1 + random.nextInt(2));
                    Optional<Taken> taken = random.nextInt(3) == 0
                            ? models.takeLoaded(ids)
                            : Optional.of(models.take(ids, Caller.patient()));
                    taken.ifPresent(places -> use(places, ids));
                    served += taken.isPresent() ? 1 : 0;
                    if (random.nextInt(10) == 0) {
                        models.retire(ids.get(0));
                    }
                }
                return served;
            }));
        }
        for (Future<Integer> client : clients) {
            assertThat(client.get()).isPositive();
        }
        assertThat(models.retiring()).isEmpty();
        assertThat(models.ids()).hasSizeLessThanOrEqualTo(2);
    }

    /** Gives a model from hand to hand until those who wait for room may not be overtaken again. */
    private static Taken overtakenTooOften(LoadedModels models, Taken user, String id) {
        Taken last = user;
        for (Optional<Taken> next = models.takeLoaded(List.of(id));
                next.isPresent();
                next = models.takeLoaded(List.of(id))) {
            last.release();
            last = next.get();
        }
        return last;
    }

    private void use(Taken places, List<String> ids) {
        for (String id : ids) {
            synchronized (number) {
                if (places.model(id).isEmpty()) {
                    places.put(id, model(id + " " + number.incrementAndGet()));
                }
            }
        }
        for (String id : ids) {
            assertThat(closed).doesNotContain(places.model(id).orElseThrow().sha256());
        }
        places.release();
    }

    @Test
    void a_model_that_cannot_be_closed_fails_nobody_who_needs_its_place() {
        LoadedModels models = new LoadedModels(1, model -> {
            throw new ModelException("its session cannot be closed");
        });
        loaded(models, "a").release();

        loaded(models, "b").release();
        models.takeAnyhow(List.of("c"));

        assertThat(models.ids()).containsExactly("c");
    }

    /** Each way for a model to go. */
    @Test
    void others_go_on_while_a_model_is_closed() {
        LoadedModels[] models = new LoadedModels[1];
        models[0] = new LoadedModels(1, model -> {
            askElsewhere(models[0]);
            closed.add(model.sha256());
        });

        loaded(models[0], "a").release();
        Taken b = loaded(models[0], "b");
        models[0].retire("b");
        b.release();
        loaded(models[0], "c").release();
        models[0].retire("c");
        loaded(models[0], "d").release();
        models[0].takeAnyhow(List.of("e"));

        assertThat(closed).containsExactly("a", "b", "c", "d");
    }

    /** Somebody in the queue. */
    private record Waiting(Future<Taken> taken) {}

    private LoadedModels places(int most) {
        return new LoadedModels(most, model -> closed.add(model.sha256()));
    }

    private Waiting wait(LoadedModels models, String id) throws InterruptedException {
        TestCaller caller = new TestCaller();
        Future<Taken> taken = pool.submit(() -> models.take(List.of(id), caller));
        caller.told.await();
        return new Waiting(taken);
    }

    private static Taken loaded(LoadedModels models, String id) {
        Taken taken = models.take(List.of(id), Caller.patient());
        taken.put(id, model(id));
        return taken;
    }

    private static Taken taken(Taken taken) {
        assertThat(taken.model("a").or(() -> taken.model("b"))).isPresent();
        return taken;
    }

    private void askElsewhere(LoadedModels models) {
        try {
            pool.submit(models::ids).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Model model(String id) {
        return new Model(Descriptors.semantic(1, 0, 1), id, new UnaskedPredictor(() -> {}));
    }
}
