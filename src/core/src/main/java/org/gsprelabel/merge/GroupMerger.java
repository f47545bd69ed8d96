package org.gsprelabel.merge;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.merge.Fold.Sight;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** Makes one candidate of a group, or of those of its pieces that nothing can be joined to any more. */
final class GroupMerger {

    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final Comparator<Candidate> BY_CONFIDENCE =
            Comparator.comparingDouble(Candidate::confidence).reversed();
    private static final Comparator<Candidate> BY_AREA = Comparator.comparingDouble(
                    (Candidate candidate) -> candidate.geometry().getArea())
            .reversed();
    private static final Comparator<Candidate> BY_GEOMETRY =
            (a, b) -> a.geometry().norm().compareTo(b.geometry().norm());

    private static final Comparator<Candidate> BEST = BY_CONFIDENCE
            .thenComparing(BY_AREA)
            .thenComparing(BY_GEOMETRY)
            .thenComparing(Candidate::origin)
            .thenComparing(Candidate::className);
    private static final Comparator<Candidate> LARGEST = BY_AREA.thenComparing(BY_CONFIDENCE)
            .thenComparing(BY_GEOMETRY)
            .thenComparing(Candidate::origin)
            .thenComparing(Candidate::className);

    private final Optional<TileGrid> grid;
    private final MergeStrategy strategy;

    /**
     * @param grid whose pixels the coordinates count; empty where tiles are not known, and coordinates are of any kind
     */
    GroupMerger(Optional<TileGrid> grid, MergeStrategy strategy) {
        this.grid = grid;
        this.strategy = strategy;
    }

    /**
     * The candidate for a group. A group of one is that one, unchanged.
     *
     * @param group candidates by content
     */
    Candidate merge(List<Candidate> group) {
        if (group.size() == 1) {
            return group.get(0);
        }
        return switch (strategy) {
            case UNION -> united(Fold.of(group));
            case BEST -> chosen(group, BEST);
            case LARGEST -> chosen(group, LARGEST);
            case WEIGHTED -> fused(group);
            case NONE -> throw new IllegalStateException("a group of " + group.size() + " without merging");
        };
    }

    /** The candidate for a group of which some may be folded. */
    Candidate merge(Group group) {
        if (group.folds().isEmpty()) {
            return merge(group.candidates());
        }
        return united(Fold.of(group.folds(), group.candidates()));
    }

    /**
     * Holds less of a group that stays open: of its pieces that end above a row of pixels, a union needs their outline
     * together, and of those with edges parallel to the axes it is exact in whatever steps it is made; a strategy that
     * chooses needs the best of them. A mean needs all.
     */
    void fold(Group group, double firstRow) {
        switch (strategy) {
            case UNION -> {
                List<Candidate> ended = group.takeEnded(
                        firstRow,
                        piece -> PieceUnion.isAxisParallel(piece.candidate().geometry()));
                if (!ended.isEmpty()) {
                    group.add(Fold.of(ended));
                }
            }
            case BEST, LARGEST -> {
                List<Candidate> ended = group.takeEnded(firstRow, piece -> true);
                if (!ended.isEmpty()) {
                    group.add(chosen(ended, strategy == MergeStrategy.BEST ? BEST : LARGEST));
                }
            }
            case WEIGHTED, NONE -> {}
        }
    }

    private Candidate fused(List<Candidate> group) {
        BoxFusion fusion = new BoxFusion(group, grid.isPresent());
        Fold.Lead lead =
                group.stream().map(Fold.Lead::of).min(Comparator.naturalOrder()).orElseThrow();
        return new Candidate(
                FACTORY.toGeometry(fusion.box(this::rounded)).norm(),
                lead.className(),
                fusion.confidence(),
                first(group.stream().map(Candidate::tile)),
                openSides(group.stream().map(Sight::of).toList()),
                Fold.pieces(group),
                lead.origin());
    }

    private double rounded(double coordinate) {
        return grid.isPresent() ? Math.rint(coordinate * Candidate.FRACTIONS) / Candidate.FRACTIONS : coordinate;
    }

    private Candidate united(Fold all) {
        return new Candidate(
                all.shape(),
                all.lead().className(),
                all.lead().confidence(),
                first(all.sights().stream().map(Sight::tile)),
                openSides(all.sights()),
                all.pieces(),
                all.lead().origin());
    }

    private static Candidate chosen(List<Candidate> group, Comparator<Candidate> order) {
        Candidate best = group.stream().min(order).orElseThrow();
        return new Candidate(
                best.geometry(),
                best.className(),
                best.confidence(),
                first(group.stream().map(Candidate::tile)),
                best.cutSides(),
                Fold.pieces(group),
                best.origin());
    }

    private static TileId first(Stream<TileId> tiles) {
        return tiles.min(Comparator.naturalOrder()).orElseThrow();
    }

    /** The sides on which some piece is cut and no other piece comes from a tile that saw what lies behind. */
    private Set<Side> openSides(List<Sight> sights) {
        Set<TileId> tiles = new HashSet<>();
        sights.forEach(sight -> tiles.add(sight.tile()));
        EnumSet<Side> open = EnumSet.noneOf(Side.class);
        for (Sight sight : sights) {
            for (Side side : sight.cutSides()) {
                if (!seenBehind(sight, side, tiles)) {
                    open.add(side);
                }
            }
        }
        return open;
    }

    private boolean seenBehind(Sight sight, Side side, Set<TileId> tiles) {
        if (grid.isEmpty()) {
            return false;
        }
        Envelope box = sight.box();
        boolean vertical = side == Side.N || side == Side.S;
        int step = side == Side.S || side == Side.E ? 1 : -1;
        for (int beside = -1; beside <= 1; beside++) {
            int row = sight.tile().row() + (vertical ? step : beside);
            int column = sight.tile().column() + (vertical ? beside : step);
            if (row < 0 || column < 0 || !tiles.contains(new TileId(row, column))) {
                continue;
            }
            PixelRect window = grid.get().tile(new TileId(row, column)).view();
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
