package org.gsprelabel.pipeline;

import java.util.Optional;
import java.util.function.Consumer;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.shape.Ground;
import org.gsprelabel.shape.ShapeCleaner;
import org.gsprelabel.shape.ShapeCleaning;
import org.gsprelabel.shape.ShapeCounts;
import org.gsprelabel.tile.TileGrid;
import org.locationtech.jts.geom.Geometry;

/**
 * Cleans the outlines of merged candidates, and hands them on in the order in which they came.
 *
 * <p>Guarantees: what is handed on is valid. Simplified and smoothed outlines keep to their neighbours, see
 * {@link org.gsprelabel.shape.BlockOutlines}; what one has become depends on the outlines that share a block with it, and on
 * nothing else. Candidates wait in a {@link SpillStore} where a step is asked for; without one they are handed on at once.
 */
public final class CandidateCleaner implements AutoCloseable {

    private final ShapeCleaning cleaning;
    private final ShapeCleaner cleaner;
    private final double simplifyPixels;
    private final double smoothPixels;
    private final Consumer<Rejection> rejected;
    private final Consumer<Candidate> sink;
    private final SpillStore<Candidate> waiting = new SpillStore<>(new CandidateCodec(), PreLabelRun.MEMORY_LIMIT);
    private final OutlineStore outlines = new OutlineStore();

    /**
     * @param grid whose pixels candidates are in
     * @param counts takes what the steps did
     * @param rejected takes the reasons of those that are dropped
     * @param sink takes the others
     */
    public CandidateCleaner(
            ShapeCleaning cleaning,
            Ground ground,
            TileGrid grid,
            ShapeCounts counts,
            Consumer<Rejection> rejected,
            Consumer<Candidate> sink) {
        this.cleaning = cleaning;
        this.cleaner = new ShapeCleaner(cleaning, ground, counts);
        this.simplifyPixels = ground.pixels(cleaning.simplify(), grid);
        this.smoothPixels = ground.pixels(cleaning.smooth(), grid);
        this.rejected = rejected;
        this.sink = sink;
    }

    /** Takes a merged candidate. */
    public void accept(Candidate candidate) {
        if (!cleaning.isActive()) {
            sink.accept(candidate);
            return;
        }
        Optional<Geometry> shape = cleaner.before(candidate.geometry());
        if (shape.isEmpty()) {
            rejected.accept(Rejection.TOO_THIN);
            return;
        }
        waiting.add(candidate.withGeometry(shape.get()));
        if (cleaning.looksAtNeighbours()) {
            outlines.add(shape.get());
        }
    }

    /**
     * Hands on all that waits; call once, after the last candidate.
     *
     * @param check called now and then; may throw
     */
    public void finish(Runnable check) {
        outlines.clean(simplifyPixels, smoothPixels, check);
        for (Candidate candidate : waiting) {
            check.run();
            Geometry exact = candidate.geometry();
            Geometry outline = exact;
            if (cleaning.looksAtNeighbours()) {
                OutlineStore.Cleaned cleaned = outlines.next(exact);
                outline = cleaner.simplified(exact, cleaned.geometry(), cleaned.heldBack(), cleaned.leftAlone());
            }
            sink.accept(candidate.withGeometry(cleaner.after(exact, outline)));
        }
    }

    @Override
    public void close() {
        waiting.close();
        outlines.close();
    }
}
