package org.gsprelabel.pipeline;

/** A run cannot go on for a cause outside the raster and the model, in one sentence: a full disk, say. */
public final class RunException extends RuntimeException {
    public RunException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
