package org.gsprelabel.pipeline;

import org.gsprelabel.candidate.Candidate;

/**
 * What a run gives.
 *
 * @param candidates merged, simplified and filtered, geometry in working pixels, in a defined order; the holder closes
 *     the store
 * @param report what the run did
 */
public record RunOutcome(SpillStore<Candidate> candidates, RunReport report) {}
