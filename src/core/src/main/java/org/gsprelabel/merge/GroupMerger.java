package org.gsprelabel.merge;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** Makes one candidate of a group. */
final class GroupMerger {

    private static final Comparator<Candidate> BY_CONFIDENCE =
            Comparator.comparingDouble(Candidate::confidence).reversed();
    private static final Comparator<Candidate> BY_AREA = Comparator.comparingDouble(
                    (Candidate candidate) -> candidate.geometry().getArea())
            .reversed();
    private static final Comparator<Candidate> BY_GEOMETRY =
            (a, b) -> a.geometry().norm().compareTo(b.geometry().norm());

    private final TileGrid grid;
    private final MergeStrategy strategy;

    GroupMerger(TileGrid grid, MergeStrategy strategy) {
        this.grid = grid;
        this.strategy = strategy;
    }

    /**
     * The candidate for a group. A group of one is that one, unchanged.
     *
     * @param group candidates of one class, by content
     */
    Candidate merge(List<Candidate> group) {
        if (group.size() == 1) {
            return group.get(0);
        }
        return switch (strategy) {
            case UNION -> {
                List<Geometry> shapes =
                        group.stream().map(Candidate::geometry).distinct().toList();
                double confidence =
                        group.stream().mapToDouble(Candidate::confidence).max().orElseThrow();
                yield merged(group, PieceUnion.of(shapes), confidence, openSides(group));
            }
            case BEST -> chosen(group, BY_CONFIDENCE.thenComparing(BY_AREA).thenComparing(BY_GEOMETRY));
            case LARGEST -> chosen(group, BY_AREA.thenComparing(BY_CONFIDENCE).thenComparing(BY_GEOMETRY));
            case NONE -> throw new IllegalStateException("a group of " + group.size() + " without merging");
        };
    }

    private static Candidate chosen(List<Candidate> group, Comparator<Candidate> order) {
        Candidate best = group.stream().min(order).orElseThrow();
        return merged(group, best.geometry(), best.confidence(), best.cutSides());
    }

    private static Candidate merged(List<Candidate> group, Geometry geometry, double confidence, Set<Side> cutSides) {
        TileId first = group.stream()
                .map(Candidate::tile)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        int pieces = group.stream().mapToInt(Candidate::pieces).sum();
        return new Candidate(geometry, group.get(0).className(), confidence, first, cutSides, pieces);
    }

    /** The sides on which some piece is cut and no other piece comes from a tile that saw what lies behind. */
    private Set<Side> openSides(List<Candidate> group) {
        Set<TileId> tiles = new HashSet<>();
        group.forEach(candidate -> tiles.add(candidate.tile()));
        EnumSet<Side> open = EnumSet.noneOf(Side.class);
        for (Candidate candidate : group) {
            for (Side side : candidate.cutSides()) {
                if (!seenBehind(candidate, side, tiles)) {
                    open.add(side);
                }
            }
        }
        return open;
    }

    private boolean seenBehind(Candidate candidate, Side side, Set<TileId> tiles) {
        Envelope box = candidate.geometry().getEnvelopeInternal();
        boolean vertical = side == Side.N || side == Side.S;
        int step = side == Side.S || side == Side.E ? 1 : -1;
        for (int beside = -1; beside <= 1; beside++) {
            int row = candidate.tile().row() + (vertical ? step : beside);
            int column = candidate.tile().column() + (vertical ? beside : step);
            if (row < 0 || column < 0 || !tiles.contains(new TileId(row, column))) {
                continue;
            }
            PixelRect window = grid.tile(new TileId(row, column)).window();
            boolean covers = vertical
                    ? box.getMinX() >= window.x() && box.getMaxX() <= window.right()
                    : box.getMinY() >= window.y() && box.getMaxY() <= window.bottom();
            if (covers || beside == 0) {
                return true;
            }
        }
        return false;
    }
}
