package org.gsprelabel.raster;

import org.gsprelabel.failure.GuardedException;
import org.jspecify.annotations.Nullable;

/** Pixels could not be read; the message is one sentence that a user can act on. */
public final class RasterException extends GuardedException {

    public RasterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** @param publicSentence the message without what a reader said, which may name files */
    public RasterException(String message, String publicSentence, @Nullable Throwable cause) {
        super(message, publicSentence, cause);
    }
}
