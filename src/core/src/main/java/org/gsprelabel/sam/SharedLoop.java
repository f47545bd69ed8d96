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
 * be it the one that the caller runs on, costs time but never a deadlock.
 */
final class SharedLoop<T> {

    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReferenceArray<T> results;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch open;

    private SharedLoop(int turns) {
        this.results = new AtomicReferenceArray<>(turns);
        this.open = new CountDownLatch(turns);
    }

    /**
     * Takes all turns. After a failure no turn is begun any more; it is thrown as it is when those begun are finished.
     *
     * @param turns number of turns
     * @param helpers most threads besides the calling one
     * @param workers makes what takes turns: one for each thread, so it may hold memory that it uses again
     * @throws CancellationException when a thread of the loop is interrupted; it stays so
     */
    static <T> List<T> run(int turns, Executor executor, int helpers, Supplier<IntFunction<T>> workers) {
        SharedLoop<T> loop = new SharedLoop<>(turns);
        try {
            for (int i = 0; i < Math.min(helpers, turns - 1); i++) {
                executor.execute(() -> loop.takeTurns(workers));
            }
        } catch (RejectedExecutionException e) {
            loop.failure.compareAndSet(null, e);
        }
        loop.takeTurns(workers);
        loop.awaitAll();
        return loop.results();
    }

    private void takeTurns(Supplier<IntFunction<T>> workers) {
        IntFunction<T> worker = null;
        for (int turn = next.getAndIncrement(); turn < results.length(); turn = next.getAndIncrement()) {
            try {
                if (failure.get() == null) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw interrupted();
                    }
                    worker = worker == null ? workers.get() : worker;
                    results.set(turn, worker.apply(turn));
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
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
                failure.compareAndSet(null, interrupted());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<T> results() {
        Throwable thrown = failure.get();
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
        return new CancellationException("cancelled: a thread of the mask generator was interrupted");
    }
}
