package org.gsprelabel.pipeline;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long one run may wait for tiles. What does not come in time is left out of the outcome and named in the report, and goes
 * on where it was begun. Safe for use by several threads.
 */
public final class TimeBudget {

    private final TilePool pool;
    private final long deadlineNanos;

    /** Pieces of work under way; and the run itself, until it has said what is to come after the last. */
    private int open = 1;

    private Runnable last = () -> {};

    private TimeBudget(TilePool pool, long deadlineNanos) {
        this.pool = pool;
        this.deadlineNanos = deadlineNanos;
    }

    /** So many seconds from now, at least 0. */
    public static TimeBudget ofSeconds(TilePool pool, double seconds) {
        return new TimeBudget(pool, System.nanoTime() + (long) (seconds * 1e9));
    }

    /** What is left of it. */
    public Duration left() {
        return Duration.ofNanos(nanosLeft());
    }

    /** @throws TimeIsUpException when nothing is left of it */
    void requireLeft(String what) {
        if (nanosLeft() == 0) {
            throw new TimeIsUpException(what + " was not found in time");
        }
    }

    TilePool pool() {
        return pool;
    }

    long nanosLeft() {
        return Math.max(0, deadlineNanos - System.nanoTime());
    }

    <T> T counted(Supplier<T> work) {
        synchronized (this) {
            open++;
        }
        try {
            return work.get();
        } finally {
            end();
        }
    }

    /**
     * Says, once and when the run has ended, what is to be done when the last piece of its work has: gives back what the work
     * needs. Done at once where nothing is under way.
     */
    public void afterwards(Runnable release) {
        synchronized (this) {
            last = release;
        }
        end();
    }

    private void end() {
        Runnable release = () -> {};
        synchronized (this) {
            open--;
            if (open == 0) {
                release = last;
            }
        }
        release.run();
    }
}
