package org.gsprelabel.model;

import org.jspecify.annotations.Nullable;

/**
 * A model is missing, malformed or failed. The message is one sentence that names the field or tensor, what was expected
 * and what was found.
 */
public final class ModelException extends RuntimeException {

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
