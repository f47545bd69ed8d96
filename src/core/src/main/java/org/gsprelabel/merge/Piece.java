package org.gsprelabel.merge;

import java.util.Comparator;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.Side;
import org.locationtech.jts.geom.Envelope;

/** A candidate while it is open, with the group that it belongs to. */
final class Piece {

    /** Order of shapes: by coordinates from the first ring on. */
    static final Comparator<Candidate> BY_GEOMETRY = (a, b) -> a.geometry().compareTo(b.geometry());

    /** A total order of candidates by content: those that compare as 0 are the same in all that merging looks at. */
    static final Comparator<Candidate> BY_CONTENT = Comparator.comparing(Candidate::tile)
            .thenComparing(BY_GEOMETRY)
            .thenComparing(Candidate::className)
            .thenComparing(Candidate::confidence, Comparator.reverseOrder())
            .thenComparing(Candidate::pieces)
            .thenComparing(candidate -> Side.letters(candidate.cutSides()))
            .thenComparing(Candidate::origin);

    /** Pixels by which the box of a detection may overshoot its window without being taken for a merged one. */
    private static final double OVERSHOOT = 1;

    private final Candidate candidate;
    private final Envelope box;
    private final boolean merged;
    private Group group;

    Piece(Candidate candidate, PixelRect window) {
        this.candidate = candidate;
        this.box = candidate.geometry().getEnvelopeInternal();
        this.merged = candidate.pieces() > 1 || (overshoots(box, window) && !mayOvershoot(candidate));
        this.group = new Group(this);
    }

    /** A candidate of which no tile is known. */
    Piece(Candidate candidate) {
        this.candidate = candidate;
        this.box = candidate.geometry().getEnvelopeInternal();
        this.merged = true;
        this.group = new Group(this);
    }

    private static boolean overshoots(Envelope box, PixelRect window) {
        return box.getMinX() < window.x() - OVERSHOOT
                || box.getMinY() < window.y() - OVERSHOOT
                || box.getMaxX() > window.right() + OVERSHOOT
                || box.getMaxY() > window.bottom() + OVERSHOOT;
    }

    /** The corners of a turned box lie outside the window that cuts its object. */
    private static boolean mayOvershoot(Candidate candidate) {
        return !candidate.geometry().isRectangle()
                && Region.Convex.polygon(candidate.geometry()).isPresent();
    }

    Candidate candidate() {
        return candidate;
    }

    Envelope box() {
        return box;
    }

    /** Whether it was merged before, or may have been: then no single window limits it. */
    boolean merged() {
        return merged;
    }

    Group group() {
        return group;
    }

    void moveTo(Group other) {
        group = other;
    }
}
