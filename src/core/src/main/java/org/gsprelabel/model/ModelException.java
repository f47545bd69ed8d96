package org.gsprelabel.model;

import org.gsprelabel.failure.GuardedException;
import org.jspecify.annotations.Nullable;

/**
 * A model is missing, malformed or failed. The message is one sentence that names the field or tensor, what was expected
 * and what was found.
 */
public final class ModelException extends GuardedException {

    public ModelException(String message) {
        super(message, null);
    }

    public ModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** @param publicSentence the message without names of files and addresses */
    public ModelException(String message, String publicSentence, @Nullable Throwable cause) {
        super(message, publicSentence, cause);
    }
}
