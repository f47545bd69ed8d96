package org.gsprelabel.pipeline;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gsprelabel.tile.TileId;

/** Maps tiles for as long as there is time. */
final class TimedMap {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private TimedMap() {}

    /** A tile, and what is made of it. */
    private record Piece<T>(TileId tile, Future<T> future) {}

    /**
     * Hands over what is made of tiles in time, in their order and on the calling thread. Of the others, those that were not begun
     * are dropped and those that were go on, for whoever asks next.
     *
     * @param atOnce tiles that may be in work at a time, at least 1; no more than the pool has threads are
     * @param poll called on the calling thread now and then; what it throws ends the map
     * @param sink takes what is made of a tile
     * @throws RunCancelledException when the calling thread is interrupted, which it stays, or the pool is closed
     */
    static <T> void forEach(
            Iterable<TileId> tiles,
            int atOnce,
            Function<TileId, T> work,
            TimeBudget budget,
            Runnable poll,
            BiConsumer<TileId, T> sink) {
        Turns turns = new Turns(budget.pool().workers(), atOnce);
        Queue<Piece<T>> begun = new ArrayDeque<>();
        try {
            for (TileId tile : tiles) {
                begun.add(new Piece<>(tile, begin(turns, budget, () -> work.apply(tile))));
            }
            while (!begun.isEmpty()) {
                Future<T> next = begun.element().future();
                while (!isDone(next, budget)) {
                    poll.run();
                }
                TileId tile = begun.remove().tile();
                if (next.isDone()) {
                    sink.accept(tile, OrderedMap.resultOf(next, poll));
                } else {
                    next.cancel(false);
                }
            }
        } finally {
            begun.forEach(piece -> piece.future().cancel(false));
        }
    }

    private static <T> Future<T> begin(Turns turns, TimeBudget budget, Supplier<T> work) {
        try {
            return turns.give(() -> budget.counted(work));
        } catch (RejectedExecutionException e) {
            throw new RunCancelledException("cancelled: the server is being shut down");
        }
    }

    /** Waits a little; true when the work is done, or the time is up. */
    private static boolean isDone(Future<?> future, TimeBudget budget) {
        try {
            future.get(Math.min(POLL_NANOS, budget.nanosLeft()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return budget.nanosLeft() == 0;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunCancelledException(e);
        }
    }
}
