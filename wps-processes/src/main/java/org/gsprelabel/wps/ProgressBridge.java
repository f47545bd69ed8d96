package org.gsprelabel.wps;

import java.util.Objects;
import org.geotools.api.util.ProgressListener;
import org.geotools.util.SimpleInternationalString;
import org.gsprelabel.model.Caller;
import org.gsprelabel.pipeline.RunCancelledException;
import org.gsprelabel.pipeline.RunListener;
import org.gsprelabel.wps.limits.RunningRequests;
import org.gsprelabel.wps.rights.Audience;
import org.jspecify.annotations.Nullable;

/**
 * Tells a WPS listener how a run goes. Once a request is dismissed the listener throws when it is told of progress; that
 * exception is left alone, so that GeoServer sees its own dismissal.
 */
public final class ProgressBridge implements RunListener {

    private static final int PUBLISHED_STEP = 100;

    private final @Nullable ProgressListener listener;
    private final RunningRequests.Request request;
    private String task = "";
    private @Nullable String told;

    /** @param request that the listener follows */
    ProgressBridge(@Nullable ProgressListener listener, RunningRequests.Request request) {
        this.listener = listener;
        this.request = request;
        request.tell(this::stillAtIt);
    }

    /** For whom models are called. */
    public Caller caller() {
        return request;
    }

    /** Who is told of the request. */
    Audience audience() {
        return request.audience();
    }

    /** Says that the request has what it needs and has models work from now on. */
    void works() {
        request.works();
    }

    /** Whether no other request has had models work since then. */
    boolean worksAlone() {
        return request.worksAlone();
    }

    @Override
    public void tilesDone(long done, long total) {
        task = "tile " + done + " of " + total;
        told = null;
        if (listener != null) {
            listener.setTask(new SimpleInternationalString(task));
            listener.progress(100f * done / total);
        }
    }

    /** Says what a request waits for, once, and when the wait is over what it was at. */
    @Override
    public void stillAtIt() {
        @Nullable String waitingFor = request.waitingFor();
        if (listener != null && !Objects.equals(told, waitingFor)) {
            told = waitingFor;
            listener.setTask(
                    new SimpleInternationalString(waitingFor == null ? task : "waiting for " + publicly(waitingFor)));
        }
    }

    /** That there is a device to wait for is not for everybody. */
    private String publicly(String waitingFor) {
        return audience().mayKnowWhatIsFor(Audience.LOGGED_IN) ? waitingFor : "its turn";
    }

    /**
     * Called now and then by steps that take features.
     *
     * @throws RunCancelledException when the request was dismissed
     */
    void features(long done, long total) {
        if (isCancelled()) {
            throw new RunCancelledException("cancelled after " + done + " of " + total + " features");
        }
        if (listener != null && total > 0) {
            listener.progress(100f * done / total);
        }
    }

    /** Called before each feature that is published, after the run: how far the request is does not change any more. */
    void published(long number, long total) {
        if (listener != null && number % PUBLISHED_STEP == 1) {
            task = "publishing feature " + number + " of " + total;
            told = null;
            listener.setTask(new SimpleInternationalString(task));
        }
    }

    /**
     * Called now and then by steps that cannot say how far they are.
     *
     * @throws RunCancelledException when the request was dismissed
     */
    void requireNotCancelled() {
        if (isCancelled()) {
            throw new RunCancelledException("cancelled while features were merged");
        }
    }

    @Override
    public boolean isCancelled() {
        return request.isCancelled();
    }
}
