package org.gsprelabel.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Origin;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * Pieces of a group that no window to come can touch, as one shape, with what the union of the whole group needs to know
 * of each: a few numbers in place of an outline.
 *
 * @param shape union of the pieces
 * @param lead of the strongest piece
 * @param pieces sum of the candidates' pieces
 * @param sights one for each piece
 */
record Fold(Geometry shape, Lead lead, int pieces, List<Sight> sights) {

    /** What a union takes from its strongest piece; ties by origin, then class. The strongest comes first. */
    record Lead(double confidence, Origin origin, String className) implements Comparable<Lead> {

        private static final Comparator<Lead> ORDER = Comparator.comparingDouble(Lead::confidence)
                .reversed()
                .thenComparing(Lead::origin)
                .thenComparing(Lead::className);

        static Lead of(Candidate candidate) {
            return new Lead(candidate.confidence(), candidate.origin(), candidate.className());
        }

        @Override
        public int compareTo(Lead other) {
            return ORDER.compare(this, other);
        }
    }

    /** Where a tile saw a piece, and on which sides it may have cut it. */
    record Sight(TileId tile, Envelope box, Set<Side> cutSides) {

        static Sight of(Candidate candidate) {
            return new Sight(candidate.tile(), candidate.geometry().getEnvelopeInternal(), candidate.cutSides());
        }
    }

    /**
     * Unites candidates.
     *
     * @param candidates at least one, by content
     */
    static Fold of(List<Candidate> candidates) {
        List<Geometry> shapes =
                candidates.stream().map(Candidate::geometry).distinct().toList();
        return new Fold(
                PieceUnion.of(shapes),
                candidates.stream().map(Lead::of).min(Comparator.naturalOrder()).orElseThrow(),
                pieces(candidates),
                candidates.stream().map(Sight::of).toList());
    }

    /** All of several folds and candidates: the same as if the candidates of the folds had come as they were. */
    static Fold of(List<Fold> folds, List<Candidate> candidates) {
        List<Geometry> shapes = new ArrayList<>();
        folds.stream().map(Fold::shape).sorted().forEach(shapes::add);
        candidates.stream().map(Candidate::geometry).distinct().forEach(shapes::add);
        Lead lead = Stream.concat(
                        folds.stream().map(Fold::lead), candidates.stream().map(Lead::of))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        long pieces = pieces(candidates);
        List<Sight> sights = new ArrayList<>();
        for (Fold fold : folds) {
            pieces += fold.pieces;
            sights.addAll(fold.sights);
        }
        candidates.stream().map(Sight::of).forEach(sights::add);
        return new Fold(PieceUnion.of(shapes), lead, capped(pieces), sights);
    }

    /** How many pieces candidates were made of, together; what a feature claims may add up to more than a number holds. */
    static int pieces(List<Candidate> candidates) {
        return capped(candidates.stream().mapToLong(Candidate::pieces).sum());
    }

    private static int capped(long pieces) {
        return (int) Math.min(pieces, Integer.MAX_VALUE);
    }
}
