package org.gsprelabel.model;

import java.util.ArrayList;
import java.util.List;

/**
 * How often a predictor had to do something again, since it was opened. Nothing of it changes an answer; all of it costs
 * time, so reports say it.
 *
 * @param repeatedCalls calls to a server that were tried again
 * @param halvedBatches batches that were cut in two, since the memory of the device did not suffice
 * @param renewedSessions sessions that were opened again, since the device had been reset
 */
public record Incidents(long repeatedCalls, long halvedBatches, long renewedSessions) {

    public static final Incidents NONE = new Incidents(0, 0, 0);

    /** Of two predictors together. */
    public Incidents plus(Incidents other) {
        return new Incidents(
                repeatedCalls + other.repeatedCalls,
                halvedBatches + other.halvedBatches,
                renewedSessions + other.renewedSessions);
    }

    /** What came after an earlier reading of the same predictors. */
    public Incidents since(Incidents earlier) {
        return new Incidents(
                repeatedCalls - earlier.repeatedCalls,
                halvedBatches - earlier.halvedBatches,
                renewedSessions - earlier.renewedSessions);
    }

    /** One sentence for each kind that there was. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        add(sentences, repeatedCalls, "call", "to the inference server", "repeated");
        add(sentences, halvedBatches, "batch", "too large for the memory of the device", "halved");
        add(sentences, renewedSessions, "session", "on a device that had been reset", "renewed");
        return sentences;
    }

    private static void add(List<String> sentences, long count, String noun, String which, String done) {
        if (count > 0) {
            String plural = noun.endsWith("h") ? noun + "es" : noun + "s";
            sentences.add(
                    count + " " + (count == 1 ? noun + " " + which + " was " : plural + " " + which + " were ") + done);
        }
    }
}
