package org.gsprelabel.wps.publish;

import org.gsprelabel.pipeline.RunCancelledException;

/** Follows a publication. */
public interface PublishWatch {

    /** Told before each feature is taken. */
    void feature(long number);

    /** Whether the request was dismissed; never throws. */
    boolean isCancelled();

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
