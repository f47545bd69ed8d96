package org.gsprelabel.remote;

import org.jspecify.annotations.Nullable;

/** A try that brought no answer. The message is a part of a sentence: {@code the connection was refused}. */
final class FailedTryException extends Exception {

    private final boolean passing;

    /**
     * @param passing whether another try may succeed
     */
    FailedTryException(String message, boolean passing, @Nullable Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    boolean mayPass() {
        return passing;
    }

    /** What there always is here. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
