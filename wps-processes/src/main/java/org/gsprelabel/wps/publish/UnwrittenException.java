package org.gsprelabel.wps.publish;

import org.gsprelabel.failure.GuardedException;

/** There was no place for a temporary file of features. */
public final class UnwrittenException extends GuardedException {

    UnwrittenException(Exception cause) {
        super(
                "features cannot be written to a temporary file: " + cause.getMessage()
                        + "; free space there, or name another folder with -Djava.io.tmpdir",
                "features cannot be written to a temporary file; the server's log has the reason",
                cause);
    }
}
