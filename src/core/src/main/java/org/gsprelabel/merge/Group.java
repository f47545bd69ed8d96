package org.gsprelabel.merge;

import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.candidate.Candidate;
import org.locationtech.jts.geom.Envelope;

/**
 * Pieces of one object. A group that was absorbed by another is empty. Pieces that nothing can be joined to any more may be
 * folded into one shape, see {@link Fold}.
 */
final class Group {

    private final List<Piece> pieces = new ArrayList<>(1);
    private final List<Fold> folds = new ArrayList<>(0);
    private final String className;
    private final Envelope extent;
    private int size = 1;

    Group(Piece first) {
        pieces.add(first);
        className = first.candidate().className();
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
        large.extent.expandToInclude(small.extent);
        large.size += small.size;
        small.pieces.clear();
        small.folds.clear();
        small.size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Class of the candidates. */
    String className() {
        return className;
    }

    /** Number of candidates, folded ones included. */
    int size() {
        return size;
    }

    /** Number of shapes held. */
    int shapes() {
        return pieces.size() + folds.size();
    }

    /** The candidates that are not folded, by content, whatever the order in which they came. */
    List<Candidate> candidates() {
        return byContent(pieces);
    }

    List<Fold> folds() {
        return folds;
    }

    /**
     * Makes one shape of the pieces that end above a row of pixels, so that the edges between them, and what two tiles saw
     * both, are held no longer. Only of those with edges parallel to the axes: their union is exact in whatever steps it is
     * made.
     */
    void fold(double firstRow) {
        List<Piece> ended = new ArrayList<>();
        List<Piece> others = new ArrayList<>();
        for (Piece piece : pieces) {
            boolean foldable = piece.box().getMaxY() <= firstRow
                    && PieceUnion.isAxisParallel(piece.candidate().geometry());
            (foldable ? ended : others).add(piece);
        }
        if (ended.size() > 1) {
            folds.add(Fold.of(byContent(ended)));
            pieces.clear();
            pieces.addAll(others);
        }
    }

    private static List<Candidate> byContent(List<Piece> pieces) {
        return pieces.stream().map(Piece::candidate).sorted(Piece.BY_CONTENT).toList();
    }

    /** Extent of all pieces, in pixels. */
    Envelope extent() {
        return extent;
    }
}
