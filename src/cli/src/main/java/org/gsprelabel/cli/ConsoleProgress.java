package org.gsprelabel.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geotools.api.util.InternationalString;
import org.geotools.data.util.NullProgressListener;
import org.jspecify.annotations.Nullable;

/** Hears from a process how far it is, tells a display, and tells the process when the user wants to stop. */
final class ConsoleProgress extends NullProgressListener implements AutoCloseable {

    private static final Pattern TILES = Pattern.compile("tile (\\d+) of (\\d+)");
    private static final long PERCENT = 100;

    private final ProgressDisplay display;
    private final Cancellation cancellation;
    private @Nullable InternationalString task;
    private float percent;

    ConsoleProgress(ProgressDisplay display, Cancellation cancellation) {
        this.display = display;
        this.cancellation = cancellation;
    }

    @Override
    public synchronized void setTask(InternationalString task) {
        this.task = task;
        Matcher tiles = TILES.matcher(task.toString());
        if (tiles.matches()) {
            long total = Long.parseLong(tiles.group(2));
            if (total > 0) {
                display.show("tile", Long.parseLong(tiles.group(1)), total);
            }
        }
    }

    @Override
    public synchronized @Nullable InternationalString getTask() {
        return task;
    }

    @Override
    public synchronized void progress(float percent) {
        this.percent = percent;
        if (task == null) {
            display.show("%", Math.round(percent), PERCENT);
        }
    }

    @Override
    public synchronized float getProgress() {
        return percent;
    }

    @Override
    public boolean isCanceled() {
        return cancellation.isRequested();
    }

    @Override
    public void setCanceled(boolean cancel) {
        if (cancel) {
            cancellation.request();
        }
    }

    @Override
    public synchronized void close() {
        display.close();
    }
}
