package org.gsprelabel.wps.publish;

import org.gsprelabel.failure.GuardedException;

/** Features that were found could not be published. */
public final class PublishException extends GuardedException {

    PublishException(PublishTarget target, Throwable cause) {
        super(
                "the features could not be published to " + target.layerName() + ": " + cause,
                "the features could not be published to " + target.layerName() + "; the server's log has the reason",
                cause);
    }
}
