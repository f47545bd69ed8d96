package org.gsprelabel.sam;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A loop whose turns are shared between the calling thread and helpers; results come in the order of the turns, whoever
 * took them. The calling thread takes turns itself and waits only for those that a helper has begun, so a busy executor,
 * be it the one that the caller runs on, costs time but never a deadlock. Helpers that the executor has not begun when the
 * loop ends hold nothing of it: in a long queue they would keep what finished loops worked on.
 */
final class SharedLoop<T> {

    /** The turn of what does not belong to one: it comes before all. */
    private static final int NO_TURN = -1;

    private record Failure(int turn, Throwable thrown) {}

    /** What an executor gets of a loop: it lets go of it when the loop ends. */
    private static final class Helper implements Runnable {

        private final AtomicReference<@Nullable SharedLoop<?>> loop;

        Helper(SharedLoop<?> loop) {
            this.loop = new AtomicReference<>(loop);
        }

        @Override
        public void run() {
            SharedLoop<?> open = loop.get();
            if (open != null) {
                open.takeTurns();
            }
        }

        void release() {
            loop.set(null);
        }
    }

    private final Supplier<IntFunction<T>> workers;

    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReferenceArray<T> results;
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
    private final CountDownLatch open;

    private SharedLoop(int turns, Supplier<IntFunction<T>> workers) {
        this.workers = workers;
        this.results = new AtomicReferenceArray<>(turns);
        this.open = new CountDownLatch(turns);
    }

    /**
     * Takes all turns. After a failure no later turn is begun any more; it is thrown as it is when those begun are
     * finished. Of several failures that is the first in the order of the turns, whenever it happened.
     *
     * @param turns number of turns
     * @param helpers most threads besides the calling one
     * @param workers makes what takes turns: one for each thread, so it may hold memory that it uses again
     * @throws CancellationException when a thread of the loop is interrupted; it stays so
     */
    static <T> List<T> run(int turns, Executor executor, int helpers, Supplier<IntFunction<T>> workers) {
        SharedLoop<T> loop = new SharedLoop<>(turns, workers);
        Helper helper = new Helper(loop);
        try {
            loop.call(helper, executor, Math.min(helpers, turns - 1));
            loop.takeTurns();
            loop.awaitAll();
            return loop.results();
        } finally {
            helper.release();
        }
    }

    private void call(Helper helper, Executor executor, int times) {
        try {
            for (int i = 0; i < times; i++) {
                executor.execute(helper);
            }
        } catch (RejectedExecutionException e) {
            fail(NO_TURN, e);
        }
    }

    private void takeTurns() {
        IntFunction<T> worker = null;
        for (int turn = next.getAndIncrement(); turn < results.length(); turn = next.getAndIncrement()) {
            try {
                if (!failedBefore(turn)) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw interrupted();
                    }
                    worker = worker == null ? workers.get() : worker;
                    results.set(turn, worker.apply(turn));
                }
            } catch (RuntimeException | Error e) {
                fail(turn, e);
            } finally {
                open.countDown();
            }
        }
    }

    /** A turn in the middle of a prediction cannot be interrupted; whoever closes the model next must not race it. */
    private void awaitAll() {
        boolean interrupted = false;
        while (true) {
            try {
                open.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                fail(NO_TURN, interrupted());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(int turn, Throwable thrown) {
        failure.accumulateAndGet(
                new Failure(turn, thrown), (known, other) -> known == null || other.turn < known.turn ? other : known);
    }

    private boolean failedBefore(int turn) {
        Failure known = failure.get();
        return known != null && known.turn < turn;
    }

    private List<T> results() {
        Failure known = failure.get();
        Throwable thrown = known == null ? null : known.thrown;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        List<T> list = new ArrayList<>(results.length());
        for (int i = 0; i < results.length(); i++) {
            list.add(results.get(i));
        }
        return list;
    }

    private static CancellationException interrupted() {
        return new CancellationException("cancelled: a thread that decodes masks was interrupted");
    }
}
