package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedMapTest {

    private static void never() {}

    private final List<Workers> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Workers::close);
    }

    private Workers workers(int threads) {
        Workers workers = new Workers(threads);
        opened.add(workers);
        return workers;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void results_come_in_the_order_of_the_items(int threads) {
        List<Integer> results = new ArrayList<>();

        OrderedMap.forEach(
                IntStream.range(0, 200).iterator(),
                workers(threads),
                i -> scrambledWork(i),
                OrderedMapTest::never,
                results::add);

        assertThat(results)
                .isEqualTo(IntStream.range(0, 200).map(i -> i * i).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void no_more_than_two_results_a_thread_are_in_flight(int threads) {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        OrderedMap.forEach(
                IntStream.range(0, 100).iterator(),
                workers(threads),
                i -> {
                    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                    return i;
                },
                OrderedMapTest::never,
                i -> inFlight.decrementAndGet());

        assertThat(most.get()).isLessThanOrEqualTo(2 * threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void the_first_failure_is_thrown_as_it_is_and_ends_the_map(int threads) {
        List<Integer> results = new ArrayList<>();

        assertThatThrownBy(() -> OrderedMap.forEach(
                        IntStream.range(0, 100).iterator(),
                        workers(threads),
                        i -> {
                            if (i == 17) {
                                throw new IllegalArgumentException("item 17");
                            }
                            return i;
                        },
                        OrderedMapTest::never,
                        results::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("item 17");
        assertThat(results).isEqualTo(IntStream.range(0, 17).boxed().toList());
    }

    @Test
    void an_interrupt_cancels_the_map_and_stays() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> OrderedMap.forEach(
                        IntStream.range(0, 100).iterator(),
                        workers(2),
                        i -> scrambledWork(i),
                        OrderedMapTest::never,
                        result -> {}))
                .isInstanceOf(RunCancelledException.class)
                .hasMessage("cancelled: the thread of the run was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_map_that_waits_for_a_result_is_polled_and_can_be_ended_so() {
        CountDownLatch polled = new CountDownLatch(1);

        assertThatThrownBy(() -> OrderedMap.forEach(
                        List.of(1).iterator(),
                        workers(2),
                        item -> awaitIgnoringInterrupts(polled),
                        () -> {
                            polled.countDown();
                            throw new RunCancelledException("enough");
                        },
                        result -> {}))
                .isInstanceOf(RunCancelledException.class)
                .hasMessage("enough");
    }

    /** As a prediction, which ends when it is done. */
    private static boolean awaitIgnoringInterrupts(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return true;
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }

    private static int scrambledWork(int i) {
        // Later items finish earlier than some before them.
        for (int spin = 0; spin < (i % 7) * 1000; spin++) {
            Thread.onSpinWait();
        }
        return i * i;
    }

    @Test
    void an_interrupt_ends_a_map_of_one_thread_as_well() {
        List<Integer> seen = new ArrayList<>();
        try {
            assertThatThrownBy(() -> OrderedMap.forEach(
                            List.of(1, 2, 3).iterator(), workers(1), item -> item, OrderedMapTest::never, item -> {
                                seen.add(item);
                                Thread.currentThread().interrupt();
                            }))
                    .isInstanceOf(RunCancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(seen).containsExactly(1);
    }
}
