package org.gsprelabel.wps.publish;

import org.gsprelabel.model.Caller;
import org.gsprelabel.pipeline.RunCancelledException;

/** Follows a publication, for the request that wants it. */
public interface PublishWatch extends Caller {

    /** Told before each feature is taken. */
    void feature(long number);

    /** Whether the request was dismissed; never throws. */
    @Override
    boolean isCancelled();

    @Override
    default void waiting(String what) {}

    @Override
    default void served() {}

    /** The exception of a request that was dismissed. */
    static RunCancelledException cancelled() {
        return new RunCancelledException("cancelled while features were published; no layer has them");
    }

    /**
     * Called before each feature.
     *
     * @throws RunCancelledException when the request was dismissed
     */
    default void requireNotCancelled(long number) {
        if (isCancelled()) {
            throw cancelled();
        }
        feature(number);
    }
}
