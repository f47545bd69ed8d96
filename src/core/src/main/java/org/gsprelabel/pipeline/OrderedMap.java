package org.gsprelabel.pipeline;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Maps items in parallel and hands over the results in the order of the items, on the calling thread. No more than two
 * results a thread are in flight, so memory does not depend on the number of items.
 */
final class OrderedMap {

    private static final AtomicInteger THREAD_NUMBER = new AtomicInteger();

    private OrderedMap() {}

    /**
     * Items may turn up late: none may be left for the moment as long as results to come can bring more.
     *
     * <p>The first failure of an item, in their order, ends the map and is thrown as it is; work that was started is
     * finished or interrupted before this method returns.
     *
     * @param threads 1 runs everything on the calling thread
     * @throws RunCancelledException when the calling thread is interrupted; it stays so
     */
    static <A, B> void forEach(Iterator<A> items, int threads, Function<A, B> map, Consumer<B> sink) {
        if (threads == 1) {
            while (items.hasNext()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new RunCancelledException(new InterruptedException());
                }
                sink.accept(map.apply(items.next()));
            }
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "prelabel-tile-" + THREAD_NUMBER.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            ArrayDeque<Future<B>> inFlight = new ArrayDeque<>();
            while (items.hasNext() || !inFlight.isEmpty()) {
                while (items.hasNext() && inFlight.size() < 2 * threads) {
                    A item = items.next();
                    inFlight.add(pool.submit(() -> map.apply(item)));
                }
                sink.accept(resultOf(inFlight.remove()));
            }
        } finally {
            pool.shutdownNow();
            awaitQuietly(pool);
        }
    }

    private static <B> B resultOf(Future<B> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunCancelledException(e);
        }
    }

    /** A tile in the middle of a prediction cannot be interrupted; whoever closes the model next must not race it. */
    private static void awaitQuietly(ExecutorService pool) {
        boolean interrupted = false;
        while (true) {
            try {
                if (pool.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
