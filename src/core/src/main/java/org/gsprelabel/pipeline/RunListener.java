package org.gsprelabel.pipeline;

/** Follows a run. Called on the thread that started the run. */
public interface RunListener {

    /** Hears nothing and never cancels. */
    RunListener NONE = new RunListener() {
        @Override
        public void tilesDone(long done, long total) {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    /**
     * @param done tiles that are finished, skipped ones included
     * @param total tiles known to be needed so far; grows when a region of interest cuts an object whose other tiles
     *     must be looked at, too
     */
    void tilesDone(long done, long total);

    /** Called now and then while nothing is finished. */
    default void stillAtIt() {}

    /** Polled between tiles, and while they are worked on. */
    boolean isCancelled();
}
