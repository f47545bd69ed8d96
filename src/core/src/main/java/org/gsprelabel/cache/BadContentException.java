package org.gsprelabel.cache;

import java.io.IOException;

/** The bytes of a file are not what was kept under its key, or not all of it. */
public final class BadContentException extends IOException {
    private static final long serialVersionUID = 1;

    public BadContentException(String message) {
        super(message);
    }
}
