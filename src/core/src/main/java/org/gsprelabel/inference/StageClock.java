package org.gsprelabel.inference;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Adds up the time that threads spend in each stage. With several threads the sum exceeds the wall time. Safe for use by
 * several threads.
 */
public final class StageClock {

    private final ConcurrentMap<Stage, LongAdder> nanos = new ConcurrentHashMap<>();

    /** Runs a piece of work and books its time, also when it throws. */
    public <T> T time(Stage stage, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            add(stage, System.nanoTime() - start);
        }
    }

    /** Books time that was taken otherwise. */
    public void add(Stage stage, long elapsedNanos) {
        nanos.computeIfAbsent(stage, key -> new LongAdder()).add(elapsedNanos);
    }

    /** As {@link #time}, for work without a value. */
    public void run(Stage stage, Runnable work) {
        time(stage, () -> {
            work.run();
            return stage;
        });
    }

    /** Seconds by stage, in the order of the pipeline. */
    public Map<Stage, Double> seconds() {
        EnumMap<Stage, Double> seconds = new EnumMap<>(Stage.class);
        nanos.forEach((stage, sum) -> seconds.put(stage, sum.sum() / 1e9));
        return seconds;
    }
}
