package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.ModelsNotReadyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Openings of models that load for as long as a test wants. */
@Timeout(60)
class OpeningsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger given = new AtomicInteger();
    private final CountDownLatch loaded = new CountDownLatch(1);

    /** Somebody who shows that it waits. */
    private static final class Watched implements Caller {

        private final CountDownLatch waits = new CountDownLatch(1);
        private volatile boolean cancelled;

        @Override
        public boolean isCancelled() {
            waits.countDown();
            return cancelled;
        }

        @Override
        public void waiting(String what) {}

        @Override
        public void served() {}
    }

    @AfterEach
    void stop() {
        loaded.countDown();
        clients.shutdownNow();
    }

    @Test
    void what_was_begun_goes_on_when_the_time_is_up_and_is_there_for_the_next() throws Exception {
        try (Openings openings = new Openings(this::load)) {
            assertThatThrownBy(() -> whileOpen(openings, Caller.patient(), Duration.ZERO))
                    .isInstanceOf(ModelsNotReadyException.class)
                    .hasMessage("the model is being loaded");
            Watched next = new Watched();
            Future<String> answer = clients.submit(() -> whileOpen(openings, next, LONG));
            next.waits.await();

            loaded.countDown();

            assertThat(answer.get()).isEqualTo("held");
            assertThat(opened).hasValue(1);
            assertThat(given).hasValue(1);
        }
    }

    @Test
    void many_who_want_the_same_model_open_it_once_and_it_is_given_back_after_the_last() throws Exception {
        try (Openings openings = new Openings(this::load)) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Watched caller = new Watched();
                answers.add(clients.submit(() -> openings.whileOpen(List.of("a"), caller, LONG, given::get)));
                caller.waits.await();
            }

            loaded.countDown();

            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).as("given back while it is in use").isZero();
            }
            assertThat(opened).hasValue(1);
            assertThat(given).hasValue(1);
        }
    }

    @Test
    void an_opening_without_a_place_is_given_up_with_the_last_who_waits_for_it() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (Openings openings = new Openings((ids, caller) -> {
            caller.waiting("another model to be given back");
            while (!caller.isCancelled()) {
                Thread.onSpinWait();
            }
            ended.countDown();
            throw new CancellationException("cancelled");
        })) {
            assertThatThrownBy(() -> whileOpen(openings, Caller.patient(), Duration.ofSeconds(2)))
                    .isInstanceOf(ModelsNotReadyException.class)
                    .hasMessage("the server is busy with other models");
            ended.await();
        }
    }

    @Test
    void what_goes_wrong_is_told_to_whoever_waits_and_tried_again_for_the_next() {
        try (Openings openings = new Openings((ids, caller) -> {
            throw new ModelException("try " + opened.incrementAndGet());
        })) {
            assertThatThrownBy(() -> whileOpen(openings, Caller.patient(), LONG))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("try 1");
            assertThatThrownBy(() -> whileOpen(openings, Caller.patient(), LONG))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("try 2");
        }
    }

    @Test
    void who_is_cancelled_waits_no_longer() throws Exception {
        try (Openings openings = new Openings(this::load)) {
            Watched caller = new Watched();
            Future<String> answer = clients.submit(() -> whileOpen(openings, caller, LONG));
            caller.waits.await();

            caller.cancelled = true;

            assertThatThrownBy(answer::get).cause().isInstanceOf(CancellationException.class);
            loaded.countDown();
        }
        assertThat(given).hasValue(1);
    }

    @Test
    void closing_ends_what_waits_for_a_place_and_leaves_no_thread() throws Exception {
        Openings openings = new Openings((ids, caller) -> {
            while (!caller.isCancelled()) {
                Thread.onSpinWait();
            }
            throw new CancellationException("cancelled");
        });
        Watched caller = new Watched();
        Future<String> answer = clients.submit(() -> whileOpen(openings, caller, LONG));
        caller.waits.await();

        openings.close();

        assertThatThrownBy(answer::get).cause().isInstanceOf(CancellationException.class);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("prelabel-model")) {
                // one that is about to end may
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
        assertThatThrownBy(() -> whileOpen(openings, Caller.patient(), LONG)).isInstanceOf(CancellationException.class);
    }

    private static String whileOpen(Openings openings, Caller caller, Duration patience) {
        return openings.whileOpen(List.of("a"), caller, patience, () -> "held");
    }

    private ModelLease load(Collection<String> ids, Caller caller) {
        opened.incrementAndGet();
        try {
            loaded.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new ModelLease(Map.of(), given::incrementAndGet);
    }
}
