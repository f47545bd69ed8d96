package org.gsprelabel.wps.publish;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.gsprelabel.model.CallerWait;
import org.gsprelabel.pipeline.RunCancelledException;

/**
 * Lets requests of this server write to a table one by one, in the order in which they came. Stores do not: of two that replace what
 * is there, neither removes what the other is about to add, or one is refused. Servers that share a store know nothing of each
 * other's turns.
 */
final class WriteTurns {

    /** What is written to. */
    record Table(String workspace, String store, String name) {}

    private final Map<Table, Queue<CountDownLatch>> queues = new HashMap<>();

    /**
     * Does something when it is the request's turn.
     *
     * @param what is waited for, for a sentence that begins with "waiting for"
     * @param watch told of the wait where it takes long
     * @throws RunCancelledException when the request was dismissed, or its thread interrupted (it stays so), before its turn
     */
    <T> T inTurn(Table table, String what, PublishWatch watch, Supplier<T> work) {
        CountDownLatch turn = join(table);
        try {
            await(turn, what, watch);
            return work.get();
        } finally {
            leave(table, turn);
        }
    }

    private static void await(CountDownLatch turn, String what, PublishWatch watch) {
        try {
            CallerWait.until(nanos -> turn.await(nanos, TimeUnit.NANOSECONDS), () -> {}, what, watch);
        } catch (CancellationException e) {
            throw new RunCancelledException(e.getMessage() + "; no layer has the features");
        }
        if (watch.isCancelled()) {
            throw PublishWatch.cancelled();
        }
    }

    private synchronized CountDownLatch join(Table table) {
        Queue<CountDownLatch> queue = queues.computeIfAbsent(table, any -> new ArrayDeque<>());
        CountDownLatch turn = new CountDownLatch(queue.isEmpty() ? 0 : 1);
        queue.add(turn);
        return turn;
    }

    /** Also of who has lost patience in the middle of the queue: then the first has its turn already. */
    private synchronized void leave(Table table, CountDownLatch turn) {
        Queue<CountDownLatch> queue = queues.getOrDefault(table, new ArrayDeque<>());
        queue.remove(turn);
        if (queue.isEmpty()) {
            queues.remove(table);
        } else {
            queue.element().countDown();
        }
    }
}
