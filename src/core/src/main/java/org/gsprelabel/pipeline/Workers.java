package org.gsprelabel.pipeline;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a run. Tiles are worked on by them, and what a tile gives to {@link #execute} besides is done by those that
 * find no tile: tasks are begun in the order in which they were given, and tiles are given as soon as they may be. So a run of
 * one tile uses all threads, and one of many tiles no more than it is allowed.
 *
 * <p>A thread is started when there is something to do for it, and none is left when {@link #close} returns.
 */
final class Workers implements Executor, AutoCloseable {

    private static final AtomicInteger THREAD_NUMBER = new AtomicInteger();

    private final int threads;
    private final ExecutorService pool;

    /** @param threads at least 1; with 1, tiles are worked on by the thread that maps them */
    Workers(int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "prelabel-tile-" + THREAD_NUMBER.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Number of threads. */
    int threads() {
        return threads;
    }

    <T> Future<T> submit(Callable<T> task) {
        return pool.submit(task);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /**
     * Drops what was not begun, interrupts what was, and waits for its end: a tile in the middle of a prediction cannot be
     * interrupted, and whoever closes the model next must not race it.
     */
    @Override
    public void close() {
        pool.shutdownNow();
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
