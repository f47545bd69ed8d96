package org.gsprelabel.wps;

import org.geotools.process.ProcessException;

/**
 * A request that failed, in the sentence that its client is to read. What failed is no cause of it: GeoServer writes the messages
 * of all causes into its answer, and they may name files and addresses of the server.
 */
public final class FailedRequestException extends ProcessException {

    private final RuntimeException failure;

    /** @param failure one that this package translates, so of a kind with a sentence of its own */
    public FailedRequestException(String sentence, RuntimeException failure) {
        super(sentence);
        this.failure = failure;
    }

    /** What failed, for those who run the process where they may know everything. */
    public RuntimeException failure() {
        return failure;
    }
}
