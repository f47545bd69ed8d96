package org.gsprelabel.failure;

import org.jspecify.annotations.Nullable;

/** A failure in one sentence; where that names files or addresses of the server, clients are given another one. */
public abstract class GuardedException extends RuntimeException {

    private final String publicSentence;

    /** @param message may be told to anybody */
    protected GuardedException(String message, @Nullable Throwable cause) {
        this(message, message, cause);
    }

    /**
     * @param message what happened, with all that is known
     * @param publicSentence the same without names of files and addresses
     */
    protected GuardedException(String message, String publicSentence, @Nullable Throwable cause) {
        super(message, cause);
        this.publicSentence = publicSentence;
    }

    /** What happened, as anybody may be told. */
    public String publicSentence() {
        return publicSentence;
    }
}
