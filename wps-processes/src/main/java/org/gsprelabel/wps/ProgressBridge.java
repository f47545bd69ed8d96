package org.gsprelabel.wps;

import org.geotools.api.util.ProgressListener;
import org.geotools.util.SimpleInternationalString;
import org.gsprelabel.pipeline.RunCancelledException;
import org.gsprelabel.pipeline.RunListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells a WPS listener how a run goes. Once a request is dismissed the listener throws when it is told of progress; that
 * exception is left alone, so that GeoServer sees its own dismissal.
 */
final class ProgressBridge implements RunListener {

    private final @Nullable ProgressListener listener;

    ProgressBridge(@Nullable ProgressListener listener) {
        this.listener = listener;
    }

    @Override
    public void tilesDone(long done, long total) {
        if (listener != null) {
            listener.setTask(new SimpleInternationalString("tile " + done + " of " + total));
            listener.progress(100f * done / total);
        }
    }

    /**
     * Called now and then by steps that take features.
     *
     * @throws RunCancelledException when the request was dismissed
     */
    void features(long done, long total) {
        if (listener != null && listener.isCanceled()) {
            throw new RunCancelledException("cancelled after " + done + " of " + total + " features");
        }
        if (listener != null && total > 0) {
            listener.progress(100f * done / total);
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
        return listener != null && listener.isCanceled();
    }
}
