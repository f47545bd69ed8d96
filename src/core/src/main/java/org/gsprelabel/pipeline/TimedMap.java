package org.gsprelabel.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gsprelabel.tile.TileId;

/** Maps tiles for as long as there is time. */
final class TimedMap {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private TimedMap() {}

    /**
     * What is made of tiles in time, in their order. Of the others, those that were not begun are dropped and those that were
     * go on, for whoever asks next.
     *
     * @param poll called on the calling thread now and then; what it throws ends the map
     * @throws RunCancelledException when the calling thread is interrupted, which it stays, or the pool is closed
     */
    static <T> Map<TileId, T> of(Iterable<TileId> tiles, Function<TileId, T> work, TimeBudget budget, Runnable poll) {
        Map<TileId, Future<T>> begun = new LinkedHashMap<>();
        try {
            for (TileId tile : tiles) {
                begun.put(tile, begin(budget, () -> work.apply(tile)));
            }
            Map<TileId, T> made = new LinkedHashMap<>();
            for (Map.Entry<TileId, Future<T>> entry : begun.entrySet()) {
                while (!isDone(entry.getValue(), budget)) {
                    poll.run();
                }
                if (entry.getValue().isDone()) {
                    made.put(entry.getKey(), OrderedMap.resultOf(entry.getValue(), poll));
                }
            }
            return made;
        } finally {
            begun.values().forEach(future -> future.cancel(false));
        }
    }

    private static <T> Future<T> begin(TimeBudget budget, Supplier<T> work) {
        try {
            return budget.pool().workers().submit(() -> budget.counted(work));
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
