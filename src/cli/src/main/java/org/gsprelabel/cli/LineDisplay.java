package org.gsprelabel.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Shows progress as lines, one for every ten seconds or tenth of the work, whichever comes first. */
final class LineDisplay implements ProgressDisplay {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int STEP_PERCENT = 10;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private final LongSupplier clock;
    private final long start;
    private long lastTime;
    private long lastStep;

    /**
     * Starts the clock.
     *
     * @param clock nanoseconds from any point in time
     */
    LineDisplay(PrintStream out, LongSupplier clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.lastTime = start;
    }

    @Override
    public void show(String unit, long done, long total) {
        long now = clock.getAsLong();
        long step = 100 * done / total / STEP_PERCENT;
        if (step > lastStep || now - lastTime >= INTERVAL_NANOS) {
            lastStep = step;
            lastTime = now;
            out.println(line(unit, done, total, (now - start) / NANOS_PER_SECOND));
            out.flush();
        }
    }

    private static String line(String unit, long done, long total, double seconds) {
        String head = unit + " " + done + " of " + total + " (" + 100 * done / total + " %)";
        if (done == 0 || seconds <= 0) {
            return head;
        }
        double rate = done / seconds;
        return head + String.format(Locale.ROOT, ", %.1f/s, ", rate) + duration((total - done) / rate) + " left";
    }

    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return whole / 60 + " min " + whole % 60 + " s";
        }
        return whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
