package org.gsprelabel.merge;

import java.util.List;
import org.locationtech.jts.index.quadtree.Quadtree;

/**
 * Open pieces by place: those that were merged before, whom every piece is compared with, apart from all others, whom only
 * these are compared with. Refuses heaps of pieces on top of each other, which would take quadratic time to compare.
 */
final class PieceIndex {

    /** Comparisons, some ten nanoseconds each, that one merge may take. */
    static final long MOST_COMPARISONS = 2_000_000_000L;

    private final long mostComparisons;
    private Quadtree merged = new Quadtree();
    private Quadtree fresh = new Quadtree();
    private long comparisons;

    PieceIndex(long mostComparisons) {
        this.mostComparisons = mostComparisons;
    }

    void insert(Piece piece) {
        (piece.merged() ? merged : fresh).insert(piece.box(), piece);
    }

    void remove(Piece piece) {
        (piece.merged() ? merged : fresh).remove(piece.box(), piece);
    }

    void clear() {
        merged = new Quadtree();
        fresh = new Quadtree();
    }

    /**
     * The pieces whose boxes may meet that of a piece, where one of the two was merged before.
     *
     * @throws IllegalArgumentException when they are far too many, those of earlier calls included
     */
    List<Piece> near(Piece piece) {
        @SuppressWarnings("unchecked") // nothing else is inserted
        List<Piece> near = merged.query(piece.box());
        if (piece.merged()) {
            @SuppressWarnings("unchecked") // nothing else is inserted
            List<Piece> others = fresh.query(piece.box());
            near.addAll(others);
        }
        comparisons += near.size();
        if (comparisons > mostComparisons) {
            throw new IllegalArgumentException("shapes lie on top of each other in more than " + mostComparisons
                    + " pairs, which would take too long to compare; take out duplicates first");
        }
        return near;
    }
}
