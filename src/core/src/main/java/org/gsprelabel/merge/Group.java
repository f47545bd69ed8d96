package org.gsprelabel.merge;

import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.candidate.Candidate;
import org.locationtech.jts.geom.Envelope;

/** Pieces of one object. A group that was absorbed by another is empty. */
final class Group {

    private final List<Piece> pieces = new ArrayList<>(1);
    private final Envelope extent;

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
        large.extent.expandToInclude(small.extent);
        small.pieces.clear();
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    int size() {
        return pieces.size();
    }

    /** The candidates, by content, whatever the order in which they came. */
    List<Candidate> candidates() {
        return pieces.stream().map(Piece::candidate).sorted(Piece.BY_CONTENT).toList();
    }

    /** Extent of all pieces, in pixels. */
    Envelope extent() {
        return extent;
    }
}
