package org.gsprelabel.pipeline;

/** The listener asked the run to stop, or its thread was interrupted. */
public final class RunCancelledException extends RuntimeException {
    public RunCancelledException(long done, long total) {
        this("cancelled after " + done + " of " + total + " tiles");
    }

    public RunCancelledException(String message) {
        super(message);
    }

    RunCancelledException(Exception cause) {
        super("cancelled: the thread of the run was interrupted", cause);
    }
}
