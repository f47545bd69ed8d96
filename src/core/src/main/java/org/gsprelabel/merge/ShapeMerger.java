package org.gsprelabel.merge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.hprtree.HPRtree;

/**
 * Merges candidates of unknown tiles: those of one class whose whole shapes agree are the same object. Without the tiles
 * there is no strip to compare in, so pieces that a seam cut are not recognised as one object; use {@link SeamMerger} where
 * the tiles are known.
 *
 * <p>Groups are transitive, and become what {@link MergeStrategy} says. The outcome depends on the set of candidates
 * alone.
 */
public final class ShapeMerger {

    /** Candidates of unknown tiles are taken to be of one. */
    private static final TileGrid ONE_TILE = new TileGrid(8, 8, 8, 0);

    private ShapeMerger() {}

    /**
     * Merges a collection.
     *
     * @param candidates in any one coordinate system
     * @param minAgreement least intersection over union, above 0 and up to 1
     * @param sink takes what groups have become, in the order of their first candidate by content
     */
    public static MergeStatistics merge(
            List<Candidate> candidates, MergeStrategy strategy, double minAgreement, Consumer<Candidate> sink) {
        List<Piece> pieces = new ArrayList<>(candidates.size());
        HPRtree index = new HPRtree();
        for (Candidate candidate : candidates.stream().sorted(Piece.BY_CONTENT).toList()) {
            Piece piece = new Piece(candidate, around(candidate.geometry().getEnvelopeInternal()));
            pieces.add(piece);
            index.insert(piece.box(), piece);
        }
        if (strategy != MergeStrategy.NONE) {
            join(pieces, index, new WholeAgreement(minAgreement));
        }
        Set<Group> groups = new LinkedHashSet<>();
        pieces.forEach(piece -> groups.add(piece.group()));
        GroupMerger merger = new GroupMerger(ONE_TILE, strategy);
        long merged = 0;
        int largest = 0;
        for (Group group : groups) {
            merged += group.size() > 1 ? 1 : 0;
            largest = Math.max(largest, group.size());
            sink.accept(merger.merge(group.candidates()));
        }
        return new MergeStatistics(candidates.size(), groups.size(), merged, largest);
    }

    private static void join(List<Piece> pieces, HPRtree index, WholeAgreement agreement) {
        for (Piece piece : pieces) {
            for (Object found : index.query(piece.box())) {
                Piece other = (Piece) found;
                if (other.group() != piece.group() && piece.sameKind(other) && agreement.agree(piece, other)) {
                    Group.join(piece, other);
                }
            }
        }
    }

    private static PixelRect around(Envelope box) {
        int left = (int) Math.floor(box.getMinX());
        int top = (int) Math.floor(box.getMinY());
        return new PixelRect(
                left,
                top,
                Math.max(1, (int) Math.ceil(box.getMaxX()) - left),
                Math.max(1, (int) Math.ceil(box.getMaxY()) - top));
    }
}
