package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.gsprelabel.sam.CallThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items that share the calls they need among the threads that the items themselves run on. */
@Timeout(60)
class WorkersTest {

    private static final int CALLS = 40;

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5", "2, 2", "4, 1", "4, 3", "4, 4", "4, 50", "7, 2"})
    void noMoreCallsRunAtOnceThanThereAreThreadsAndTheOutcomeIsTheSame(int threads, int items) {
        List<List<Integer>> outcomes = new ArrayList<>();

        try (Workers workers = new Workers(threads)) {
            OrderedMap.forEach(
                    IntStream.range(0, items).iterator(),
                    workers,
                    item -> threads(workers).share(CALLS, () -> call -> counted(() -> 1000 * item + call)),
                    () -> {},
                    outcomes::add);
        }

        assertThat(outcomes)
                .isEqualTo(IntStream.range(0, items)
                        .mapToObj(item -> IntStream.range(0, CALLS)
                                .mapToObj(call -> 1000 * item + call)
                                .toList())
                        .toList());
        assertThat(most.get()).isLessThanOrEqualTo(threads);
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "4, 2", "5, 3"})
    void callsOfFewItemsRunOnAllThreads(int threads, int items) {
        CountDownLatch met = new CountDownLatch(threads);

        try (Workers workers = new Workers(threads)) {
            OrderedMap.forEach(
                    IntStream.range(0, items).iterator(),
                    workers,
                    item -> threads(workers)
                            .share(
                                    CALLS,
                                    () -> call -> counted(() -> {
                                        met.countDown();
                                        // Nobody gets past this before all threads have come here.
                                        return await(met);
                                    })),
                    () -> {},
                    calls -> assertThat(calls).hasSize(CALLS).containsOnly(true));
        }

        assertThat(most.get()).isEqualTo(threads);
        assertThat(seen).hasSize(threads);
    }

    @Test
    void noThreadIsLeft() throws Exception {
        try (Workers workers = new Workers(3)) {
            OrderedMap.forEach(
                    List.of(1, 2).iterator(),
                    workers,
                    item -> threads(workers).share(CALLS, () -> call -> counted(() -> call)),
                    () -> {},
                    calls -> {});
        }

        assertThat(seen).isNotEmpty().doesNotContain(Thread.currentThread());
        for (Thread thread : seen) {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void oneThreadLeavesEverythingToTheCallingOne() {
        try (Workers workers = new Workers(1)) {
            OrderedMap.forEach(
                    List.of(1, 2).iterator(),
                    workers,
                    item -> threads(workers).share(CALLS, () -> call -> counted(() -> call)),
                    () -> {},
                    calls -> {});
        }

        assertThat(seen).containsExactly(Thread.currentThread());
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "4, 3", "4, 1", "6, 2"})
    void theFirstFailureInTheOrderOfItemsAndCallsIsThrownAndEndsTheOthers(int threads, int items) {
        try (Workers workers = new Workers(threads)) {
            assertThatThrownBy(() -> OrderedMap.forEach(
                            IntStream.range(0, items).iterator(),
                            workers,
                            item -> threads(workers)
                                    .share(
                                            100_000,
                                            () -> call -> counted(() -> {
                                                if (call >= 6) {
                                                    throw new IllegalStateException("item " + item + ", call " + call);
                                                }
                                                return call;
                                            })),
                            () -> {},
                            calls -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("item 0, call 6");
            assertThat(running.get()).as("calls after the end").isZero();
        }
        assertThat(begun.get()).isLessThan(100_000);
    }

    @Test
    void anInterruptEndsTheCallsOfAnItem() throws Exception {
        CountDownLatch working = new CountDownLatch(2);
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean cancelled = new AtomicBoolean();
        Thread run = new Thread(() -> {
            try (Workers workers = new Workers(2)) {
                OrderedMap.forEach(
                        List.of(1).iterator(),
                        workers,
                        item -> threads(workers)
                                .share(
                                        1_000_000,
                                        () -> call -> counted(() -> {
                                            working.countDown();
                                            return pause();
                                        })),
                        () -> {},
                        calls -> {});
            } catch (RunCancelledException e) {
                cancelled.set(true);
                interrupted.set(Thread.currentThread().isInterrupted());
            }
        });
        run.start();
        assertThat(working.await(30, TimeUnit.SECONDS)).isTrue();

        run.interrupt();
        run.join();

        assertThat(cancelled).isTrue();
        assertThat(interrupted).isTrue();
        assertThat(running.get()).isZero();
    }

    private static CallThreads threads(Workers workers) {
        return new CallThreads(workers, workers.threads());
    }

    private <T> T counted(Supplier<T> call) {
        begun.incrementAndGet();
        seen.add(Thread.currentThread());
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            return call.get();
        } finally {
            running.decrementAndGet();
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
