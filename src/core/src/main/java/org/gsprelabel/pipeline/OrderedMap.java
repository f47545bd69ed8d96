package org.gsprelabel.pipeline;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Maps items in parallel and hands over the results in the order of the items, on the calling thread. No more than two
 * results a thread are in flight, so memory does not depend on the number of items.
 */
final class OrderedMap {

    private static final long POLL_MILLISECONDS = 200;

    private OrderedMap() {}

    /**
     * Items may turn up late: none may be left for the moment as long as results to come can bring more.
     *
     * <p>The first failure of an item, in their order, ends the map and is thrown as it is; the workers are closed then, so
     * nothing is in work any more when this method returns.
     *
     * @param workers that the items are given to; one alone leaves everything to the calling thread
     * @param poll called on the calling thread now and then while it waits for a result; what it throws ends the map
     * @throws RunCancelledException when the calling thread is interrupted; it stays so
     */
    static <A, B> void forEach(
            Iterator<A> items, Workers workers, Function<A, B> map, Runnable poll, Consumer<B> sink) {
        if (workers.threads() == 1) {
            while (items.hasNext()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new RunCancelledException(new InterruptedException());
                }
                sink.accept(map.apply(items.next()));
            }
            return;
        }
        try {
            ArrayDeque<Future<B>> inFlight = new ArrayDeque<>();
            while (items.hasNext() || !inFlight.isEmpty()) {
                while (items.hasNext() && inFlight.size() < 2 * workers.threads()) {
                    A item = items.next();
                    inFlight.add(workers.submit(() -> map.apply(item)));
                }
                sink.accept(resultOf(inFlight.remove(), poll));
            }
        } catch (RuntimeException | Error e) {
            workers.close();
            throw e;
        }
    }

    /** What a piece of work gives, or what it throws. */
    static <B> B resultOf(Future<B> future, Runnable poll) {
        try {
            while (true) {
                try {
                    return future.get(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    poll.run();
                }
            }
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
}
