package org.gsprelabel.wps;

import java.util.function.Function;
import java.util.function.Supplier;
import org.geotools.api.util.ProgressListener;
import org.gsprelabel.failure.GuardedException;
import org.gsprelabel.pipeline.RunCancelledException;
import org.gsprelabel.wps.limits.RunningRequests;
import org.gsprelabel.wps.limits.Safeguards;
import org.gsprelabel.wps.limits.SettingsException;
import org.jspecify.annotations.Nullable;

/** Turns the failures that a client can act on into process exceptions with a sentence for it. */
public final class Failures {

    private static final System.Logger LOGGER = System.getLogger(Failures.class.getName());

    private Failures() {}

    /**
     * As {@link #asProcessException(Supplier)}, of a request that safeguards let in.
     *
     * @param listener of the request
     * @param request is given what tells the listener, and when to end
     */
    public static <T> T asProcessException(
            Safeguards safeguards, @Nullable ProgressListener listener, Function<ProgressBridge, T> request) {
        return asProcessException(() -> {
            try (RunningRequests.Request running = safeguards.begin(() -> listener != null && listener.isCanceled())) {
                return request.apply(new ProgressBridge(listener, running));
            }
        });
    }

    /**
     * Runs a request. Only the house's own exceptions and refused arguments are translated; everything else, the
     * dismissal of a request among them, passes as it is. What clients are not told is in the log.
     *
     * @throws FailedRequestException when it fails for one of these reasons
     */
    public static <T> T asProcessException(Supplier<T> request) {
        try {
            return request.get();
        } catch (SettingsException e) {
            // What is wrong with them was logged once, when they were read.
            LOGGER.log(System.Logger.Level.DEBUG, "a request was refused", e);
            throw new FailedRequestException(e.publicSentence(), e);
        } catch (GuardedException e) {
            LOGGER.log(System.Logger.Level.WARNING, "a request failed", e);
            throw new FailedRequestException(e.publicSentence(), e);
        } catch (IllegalArgumentException | RunCancelledException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "a request was refused or cancelled", e);
            throw new FailedRequestException(String.valueOf(e.getMessage()), e);
        }
    }
}
