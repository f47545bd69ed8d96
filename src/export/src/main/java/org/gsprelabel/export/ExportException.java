package org.gsprelabel.export;

import org.jspecify.annotations.Nullable;

/** A file could not be written or read; the message is one sentence that names the file and says why. */
public final class ExportException extends RuntimeException {

    public ExportException(String message) {
        super(message);
    }

    public ExportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
