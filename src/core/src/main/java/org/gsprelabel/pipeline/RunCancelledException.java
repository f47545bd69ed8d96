package org.gsprelabel.pipeline;

/** The listener asked the run to stop. */
public final class RunCancelledException extends RuntimeException {
    public RunCancelledException(long done, long total) {
        this("cancelled after " + done + " of " + total + " tiles");
    }

    public RunCancelledException(String message) {
        super(message);
    }
}
