package org.gsprelabel.wps;

import java.util.function.Supplier;
import org.gsprelabel.failure.GuardedException;
import org.gsprelabel.pipeline.RunCancelledException;

/** Turns the failures that a client can act on into process exceptions with a sentence for it. */
final class Failures {

    private static final System.Logger LOGGER = System.getLogger(Failures.class.getName());

    private Failures() {}

    /**
     * Runs a request. Only the house's own exceptions and refused arguments are translated; everything else, the
     * dismissal of a request among them, passes as it is. What clients are not told is in the log.
     *
     * @throws FailedRequestException when it fails for one of these reasons
     */
    static <T> T asProcessException(Supplier<T> request) {
        try {
            return request.get();
        } catch (GuardedException e) {
            LOGGER.log(System.Logger.Level.WARNING, "a request failed", e);
            throw new FailedRequestException(e.publicSentence(), e);
        } catch (IllegalArgumentException | RunCancelledException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "a request was refused or cancelled", e);
            throw new FailedRequestException(String.valueOf(e.getMessage()), e);
        }
    }
}
