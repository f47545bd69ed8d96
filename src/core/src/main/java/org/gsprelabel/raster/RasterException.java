package org.gsprelabel.raster;

import org.jspecify.annotations.Nullable;

/** Pixels could not be read; the message is one sentence that a user can act on. */
public final class RasterException extends RuntimeException {

    public RasterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
