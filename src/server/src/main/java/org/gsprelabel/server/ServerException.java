package org.gsprelabel.server;

import org.jspecify.annotations.Nullable;

/** A server cannot be started, or refuses what it is asked for; the message is one sentence for the user. */
public final class ServerException extends RuntimeException {

    public ServerException(String message) {
        this(message, null);
    }

    public ServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
