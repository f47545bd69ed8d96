package org.gsprelabel.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.gsprelabel.candidate.Candidate;
import org.locationtech.jts.geom.Envelope;

/**
 * Pieces of one object. A group that was absorbed by another is empty. Something else may stand for pieces that nothing can
 * be joined to any more: their shape as one, see {@link Fold}, or the one that was chosen of them.
 */
final class Group {

    private final List<Piece> pieces = new ArrayList<>(1);
    private final List<Fold> folds = new ArrayList<>(0);
    private final List<Candidate> chosen = new ArrayList<>(0);
    private final Envelope extent;
    private int size = 1;

    Group(Piece first) {
        pieces.add(first);
        extent = new Envelope(first.box());
    }

    /** Makes one group of the groups of two pieces. */
    static void join(Piece a, Piece b) {
        Group large = a.group();
        Group small = b.group();
        if (large == small) {
            return;
        }
        if (large.pieces.size() < small.pieces.size()) {
            large = b.group();
            small = a.group();
        }
        for (Piece piece : small.pieces) {
            piece.moveTo(large);
        }
        large.pieces.addAll(small.pieces);
        large.folds.addAll(small.folds);
        large.chosen.addAll(small.chosen);
        large.extent.expandToInclude(small.extent);
        large.size += small.size;
        small.pieces.clear();
        small.folds.clear();
        small.chosen.clear();
        small.size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Number of candidates, folded ones included. */
    int size() {
        return size;
    }

    /** Number of shapes held. */
    int shapes() {
        return pieces.size() + folds.size() + chosen.size();
    }

    /** The candidates that are not folded, and those that were chosen of others, by content. */
    List<Candidate> candidates() {
        return byContent(pieces, chosen);
    }

    List<Fold> folds() {
        return folds;
    }

    /**
     * Takes out the pieces that end above a row of pixels, and what was chosen of others before, for something that stands
     * for all of them; nothing when there are less than two. Size and extent stay.
     *
     * @param wanted which of the pieces to take
     * @return by content
     */
    List<Candidate> takeEnded(double firstRow, Predicate<Piece> wanted) {
        List<Piece> ended = new ArrayList<>();
        List<Piece> others = new ArrayList<>();
        for (Piece piece : pieces) {
            (piece.box().getMaxY() <= firstRow && wanted.test(piece) ? ended : others).add(piece);
        }
        if (ended.size() + chosen.size() < 2) {
            return List.of();
        }
        List<Candidate> taken = byContent(ended, chosen);
        pieces.clear();
        pieces.addAll(others);
        chosen.clear();
        return taken;
    }

    /** Adds a shape that stands for pieces that were taken. */
    void add(Fold fold) {
        folds.add(fold);
    }

    /** Adds the one that was chosen of pieces that were taken. */
    void add(Candidate best) {
        chosen.add(best);
    }

    private static List<Candidate> byContent(List<Piece> pieces, List<Candidate> others) {
        return Stream.concat(pieces.stream().map(Piece::candidate), others.stream())
                .sorted(Piece.BY_CONTENT)
                .toList();
    }

    /** Extent of all pieces, in pixels. */
    Envelope extent() {
        return extent;
    }
}
