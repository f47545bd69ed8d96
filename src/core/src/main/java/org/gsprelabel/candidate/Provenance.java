package org.gsprelabel.candidate;

import java.time.Instant;

/**
 * Where a candidate comes from.
 *
 * @param model id and short hash, see {@code Model.label}
 * @param source name of the coverage
 * @param prompt text of the prompt, or empty
 * @param timestamp instant of the run, one per run, UTC
 */
public record Provenance(String model, String source, String prompt, Instant timestamp) {

    /** The timestamp of what does not say when it was made. */
    public static final Instant UNKNOWN_TIME = Instant.EPOCH;
}
