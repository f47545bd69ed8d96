package org.gsprelabel.wps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.geotools.coverage.CoverageSource;
import org.gsprelabel.pipeline.Limit;

/**
 * Holds the working memory of a request, see {@link MemoryEstimate#working}, against what the server allows. Threads and batch never
 * change a result, so a request that asks for too many gets fewer: first a smaller batch, then fewer threads.
 *
 * @param planned the request with the threads and the batch that it gets; one of each where even these do not fit
 * @param bytes its working memory
 * @param note tells those who may know what it gets instead of what it asked for; empty where it gets that
 * @param refusal why it is refused, one sentence; empty where it fits
 */
public record MemoryFit(PlannedRequest planned, long bytes, Optional<String> note, Optional<String> refusal) {

    private static final double MEGABYTE = 1 << 20;

    /**
     * Finds the largest batch that fits and, where none does, the largest number of threads.
     *
     * @param asked with the threads and the batch that were asked for
     * @param most bytes of working memory
     */
    static MemoryFit of(PreLabelRequest request, PlannedRequest asked, CoverageSource source, Limit most) {
        long wanted = MemoryEstimate.working(request, asked, source);
        PlannedRequest given = asked;
        int threads = asked.parameters().threads();
        int batch = asked.parameters().batch();
        long bytes = wanted;
        while (!most.allows(bytes) && (batch > 1 || threads > 1)) {
            if (batch > 1) {
                batch--;
            } else {
                threads--;
            }
            given = asked.with(threads, batch);
            bytes = MemoryEstimate.working(request, given, source);
        }
        return most.allows(bytes)
                ? new MemoryFit(given, bytes, note(asked, given, wanted, most), Optional.empty())
                : new MemoryFit(given, bytes, Optional.empty(), Optional.of(refusal(given, bytes, most)));
    }

    /**
     * Refuses what does not fit.
     *
     * @throws IllegalArgumentException with one sentence
     */
    void requireAllowed() {
        refusal.ifPresent(sentence -> {
            throw new IllegalArgumentException(sentence);
        });
    }

    /** Whole megabytes, rounded up. */
    static long megabytes(long bytes) {
        return (long) Math.ceil(bytes / MEGABYTE);
    }

    private static Optional<String> note(PlannedRequest asked, PlannedRequest given, long wanted, Limit most) {
        List<String> changes = new ArrayList<>();
        add(changes, "batch", asked.parameters().batch(), given.parameters().batch());
        add(changes, "threads", asked.parameters().threads(), given.parameters().threads());
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" and ", changes) + ": tiles in work would need " + megabytes(wanted)
                        + " megabytes of memory, " + most.name() + " allows " + megabytes(most.most())
                        + "; the result is the same");
    }

    private static void add(List<String> changes, String name, int asked, int given) {
        if (given != asked) {
            changes.add(name + " is " + given + " instead of " + asked);
        }
    }

    private static String refusal(PlannedRequest given, long bytes, Limit most) {
        int size = given.run().tileGrid().tileSize();
        return "a single tile of " + size + " x " + size + " pixels in work needs " + megabytes(bytes)
                + " megabytes of memory, " + most.name() + " allows " + megabytes(most.most())
                + "; ask for a smaller tileSize";
    }
}
