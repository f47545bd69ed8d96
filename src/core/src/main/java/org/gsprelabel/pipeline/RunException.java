package org.gsprelabel.pipeline;

import org.gsprelabel.failure.GuardedException;

/** A run cannot go on for a cause outside the raster and the model, in one sentence: a full disk, say. */
public final class RunException extends GuardedException {
    public RunException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** @param publicSentence the sentence without names of files */
    public RunException(String sentence, String publicSentence, Throwable cause) {
        super(sentence, publicSentence, cause);
    }
}
