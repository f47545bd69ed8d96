package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SharedLoopTest {

    /** Of an executor that is busy with something else. */
    private final List<Runnable> queue = new ArrayList<>();

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void helpersThatWaitInAQueueHoldNothingOfALoopThatHasEnded() {
        List<WeakReference<Object>> worked = new ArrayList<>();
        runWith(new Object(), worked, false);

        assertThat(queue).hasSize(3);
        assertThat(worked).hasSize(1 + 5).allSatisfy(SharedLoopTest::isForgotten);
    }

    @Test
    void helpersThatWaitInAQueueHoldNothingOfALoopThatHasFailed() {
        List<WeakReference<Object>> worked = new ArrayList<>();
        runWith(new Object(), worked, true);

        assertThat(queue).hasSize(3);
        assertThat(worked).hasSize(1 + 4).allSatisfy(SharedLoopTest::isForgotten);
    }

    @Test
    void helpersThatComeTooLateMakeNoWorker() {
        runWith(new Object(), new ArrayList<>(), false);
        assertThat(made).hasValue(1);

        queue.forEach(Runnable::run);

        assertThat(made).hasValue(1);
    }

    @Test
    void helpersThatComeInTimeTakeTurns() {
        List<Integer> turns = SharedLoop.run(4, Runnable::run, 2, () -> {
            made.incrementAndGet();
            return turn -> turn * turn;
        });

        assertThat(turns).containsExactly(0, 1, 4, 9);
        // The first helper runs at once and takes all turns.
        assertThat(made).hasValue(1);
    }

    /**
     * A loop of five turns whose workers hold an object.
     *
     * @param worked where the object goes, and the result of each turn
     */
    private void runWith(Object held, List<WeakReference<Object>> worked, boolean fails) {
        worked.add(new WeakReference<>(held));
        Supplier<IntFunction<Object>> workers = () -> {
            made.incrementAndGet();
            return turn -> {
                if (fails && turn == 4) {
                    throw new IllegalStateException("turn " + turn + " of " + held);
                }
                Object result = new Object();
                worked.add(new WeakReference<>(result));
                return result;
            };
        };
        try {
            assertThat(SharedLoop.run(5, queue::add, 3, workers)).hasSize(5);
            assertThat(fails).isFalse();
        } catch (IllegalStateException e) {
            assertThat(fails).isTrue();
        }
    }

    private static void isForgotten(WeakReference<Object> reference) {
        for (int i = 0; i < 100 && reference.get() != null; i++) {
            System.gc();
        }
        assertThat(reference.get()).isNull();
    }
}
