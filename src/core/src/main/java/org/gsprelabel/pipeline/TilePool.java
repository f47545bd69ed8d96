package org.gsprelabel.pipeline;

/**
 * Threads that outlive the runs which give them tiles: a run that has no time left drops what was not begun, and what was goes
 * on, so that the next run finds it remembered.
 */
public final class TilePool implements AutoCloseable {

    private final Workers workers;

    /** @param threads tiles worked on at once by all runs together, at least 1 */
    public TilePool(int threads) {
        this.workers = new Workers(threads);
    }

    Workers workers() {
        return workers;
    }

    /** Drops what was not begun, interrupts what was, and waits for its end. */
    @Override
    public void close() {
        workers.close();
    }
}
