package org.gsprelabel.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.Tile;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.index.quadtree.Quadtree;

/**
 * The candidates that tiles to come may still add to, in groups. A candidate can be joined as long as it reaches into the
 * windows of the current row of tiles; a group stays until the last of its pieces cannot. For unions, those of its pieces
 * that cannot be joined any more are held as one shape for each row of tiles.
 */
final class OpenPieces {

    private final TileGrid grid;
    private final double minAgreement;
    private final WholeAgreement wholeAgreement;
    private final boolean folding;

    /** Pieces of the current and the previous row that no merge has seen before. */
    private final TreeMap<TileId, List<Piece>> byTile = new TreeMap<>();

    private List<Piece> joinable = new ArrayList<>();
    private List<Group> groups = new ArrayList<>();

    /** All that can be joined, by place; only once a candidate came that was merged before. */
    private @Nullable Quadtree byPlace;

    /**
     * @param folding whether pieces of an open group that nothing can be joined to are folded
     */
    OpenPieces(TileGrid grid, double minAgreement, boolean folding) {
        this.grid = grid;
        this.minAgreement = minAgreement;
        this.wholeAgreement = new WholeAgreement(minAgreement);
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
        Map<Shape, Piece> shapes = new HashMap<>();
        for (Candidate candidate : candidates) {
            Piece piece = new Piece(candidate, tile.window());
            groups.add(piece.group());
            joinable.add(piece);
            Piece same = shapes.putIfAbsent(Shape.of(candidate), piece);
            if (same != null) {
                Group.join(same, piece);
            }
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
        if (folding) {
            open.forEach(group -> group.fold(firstRow));
        }
        List<Piece> remaining = new ArrayList<>();
        for (Piece piece : joinable) {
            if (piece.box().getMaxY() > firstRow) {
                remaining.add(piece);
            } else if (byPlace != null) {
                byPlace.remove(piece.box(), piece);
            }
        }
        joinable = remaining;
        byTile.values().forEach(pieces -> pieces.removeIf(piece -> piece.box().getMaxY() <= firstRow));
        byTile.values().removeIf(List::isEmpty);
        return closed;
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
                            .ifPresent(
                                    strip -> new StripAgreement(minAgreement, other, tile, strip).join(seen, pieces));
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
            byPlace = new Quadtree();
            for (Piece other : joinable) {
                if (other != piece) {
                    byPlace.insert(other.box(), other);
                }
            }
        }
        for (Object item : byPlace.query(piece.box())) {
            Piece other = (Piece) item;
            if ((piece.merged() || other.merged())
                    && piece.sameKind(other)
                    && !other.candidate().tile().equals(piece.candidate().tile())
                    && wholeAgreement.agree(other, piece)) {
                Group.join(other, piece);
            }
        }
        byPlace.insert(piece.box(), piece);
    }

    private record Shape(String className, Optional<String> promptId, Geometry geometry) {

        static Shape of(Candidate candidate) {
            return new Shape(candidate.className(), candidate.origin().promptId(), candidate.geometry());
        }
    }
}
