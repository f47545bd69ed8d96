package org.gsprelabel.geotools.referencing;

/** Coordinates lie where their coordinate reference system is not defined. The message says so in one sentence. */
public final class OutsideCrsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    OutsideCrsException(String message) {
        super(message);
    }

    OutsideCrsException(String message, Throwable cause) {
        super(message, cause);
    }
}
