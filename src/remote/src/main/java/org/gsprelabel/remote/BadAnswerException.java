package org.gsprelabel.remote;

import org.jspecify.annotations.Nullable;

/** An answer that is not what the protocol says; asking again would not help. The message is a part of a sentence. */
final class BadAnswerException extends Exception {

    BadAnswerException(String message) {
        super(message);
    }

    BadAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
