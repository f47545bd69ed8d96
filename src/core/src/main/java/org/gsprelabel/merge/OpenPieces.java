package org.gsprelabel.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.Side;
import org.gsprelabel.tile.Tile;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.jspecify.annotations.Nullable;

/**
 * The candidates that tiles to come may still add to, in groups. A candidate can be joined as long as it reaches into the
 * windows of the current row of tiles; a group stays until the last of its pieces cannot. For unions, those of its pieces
 * that cannot be joined any more are held as one shape for each row of tiles.
 */
final class OpenPieces {

    private final TileGrid grid;
    private final MergeRules rules;
    private final WholeAgreement wholeAgreement;
    private final Optional<GroupMerger> folding;

    /** Pieces of the current and the previous row that no merge has seen before. */
    private final TreeMap<TileId, List<Piece>> byTile = new TreeMap<>();

    private List<Piece> joinable = new ArrayList<>();
    private List<Group> groups = new ArrayList<>();

    /** All that can be joined, by place; only once a candidate came that was merged before. */
    private @Nullable PieceIndex byPlace;

    /**
     * @param folding makes less of the pieces of an open group that nothing can be joined to; empty to hold them all
     */
    OpenPieces(TileGrid grid, MergeRules rules, Optional<GroupMerger> folding) {
        this.grid = grid;
        this.rules = rules;
        this.wholeAgreement = new WholeAgreement(rules);
        this.folding = folding;
    }

    /** Number of candidates held. */
    long size() {
        return groups.stream().mapToLong(Group::size).sum();
    }

    /** Number of shapes held: of folded candidates, one for all that were folded together. */
    long shapes() {
        return groups.stream().mapToLong(Group::shapes).sum();
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Adds the candidates of a tile, in the order of their content. */
    void add(Tile tile, List<Candidate> candidates) {
        List<Piece> pieces = new ArrayList<>(candidates.size());
        Map<ShapeKey, Piece> shapes = new HashMap<>();
        Set<Copy> seen = new HashSet<>();
        for (Candidate candidate : candidates) {
            Piece piece = new Piece(candidate, tile.view());
            groups.add(piece.group());
            ShapeKey shape = ShapeKey.of(candidate, rules);
            Piece same = shapes.putIfAbsent(shape, piece);
            if (same != null) {
                Group.join(same, piece);
            }
            if (!seen.add(new Copy(shape, candidate.cutSides(), piece.merged()))) {
                // It finds what its copy finds; comparing them all would take quadratic time where there are many.
                continue;
            }
            joinable.add(piece);
            joinByPlace(piece);
            if (!piece.merged()) {
                pieces.add(piece);
            }
        }
        joinInStrips(tile, pieces);
        byTile.put(tile.id(), pieces);
    }

    /**
     * Takes out the groups that no window from a row of pixels on can add to.
     *
     * @param firstRow first row of pixels of the windows to come
     */
    List<Group> close(double firstRow) {
        List<Group> closed = new ArrayList<>();
        List<Group> open = new ArrayList<>();
        for (Group group : groups) {
            if (!group.isEmpty()) {
                (group.extent().getMaxY() <= firstRow ? closed : open).add(group);
            }
        }
        groups = open;
        folding.ifPresent(merger -> open.forEach(group -> merger.fold(group, firstRow)));
        List<Piece> remaining = new ArrayList<>();
        for (Piece piece : joinable) {
            if (piece.box().getMaxY() > firstRow) {
                remaining.add(piece);
            } else if (byPlace != null) {
                byPlace.remove(piece);
            }
        }
        joinable = remaining;
        byTile.values().forEach(pieces -> pieces.removeIf(piece -> piece.box().getMaxY() <= firstRow));
        byTile.values().removeIf(List::isEmpty);
        return closed;
    }

    /** The least y at which a candidate or a group ends; infinite when there are none. */
    double firstEnd() {
        double first = Double.POSITIVE_INFINITY;
        for (Piece piece : joinable) {
            first = Math.min(first, piece.box().getMaxY());
        }
        for (Group group : groups) {
            if (!group.isEmpty()) {
                first = Math.min(first, group.extent().getMaxY());
            }
        }
        return first;
    }

    private void joinInStrips(Tile tile, List<Piece> pieces) {
        int row = tile.id().row();
        int column = tile.id().column();
        for (int up = Math.max(0, row - 1); up <= row; up++) {
            for (int beside = Math.max(0, column - 1); beside <= column + 1; beside++) {
                TileId id = new TileId(up, beside);
                List<Piece> seen = byTile.get(id);
                if (seen != null) {
                    Tile other = grid.tile(id);
                    grid.strip(id, tile.id())
                            .ifPresent(strip -> new StripAgreement(rules, other, tile, strip).join(seen, pieces));
                }
            }
        }
    }

    /** Compares a piece with those of other tiles, where at least one of the two was merged before. */
    private void joinByPlace(Piece piece) {
        if (byPlace == null) {
            if (!piece.merged()) {
                return;
            }
            byPlace = new PieceIndex(PieceIndex.MOST_COMPARISONS);
            for (Piece other : joinable) {
                if (other != piece) {
                    byPlace.insert(other);
                }
            }
        }
        for (Piece other : byPlace.near(piece)) {
            if (rules.sameKind(piece.candidate(), other.candidate())
                    && !other.candidate().tile().equals(piece.candidate().tile())
                    && wholeAgreement.agree(other, piece)) {
                Group.join(other, piece);
            }
        }
        byPlace.insert(piece);
    }

    private record Copy(ShapeKey shape, Set<Side> cutSides, boolean merged) {}
}
