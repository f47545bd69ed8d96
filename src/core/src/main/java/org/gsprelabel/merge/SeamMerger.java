package org.gsprelabel.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.tile.Tile;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;

/**
 * Makes one candidate of the pieces of every object that tiles have cut, while the tiles come in row by row.
 *
 * <p>Which pieces are the same object:
 *
 * <ul>
 *   <li>candidates of different tiles whose windows meet, by what they have inside the strip that both tiles saw: see
 *       {@link StripAgreement};
 *   <li>candidates that were merged before (of more than one piece, or reaching beyond the window of their tile), with any
 *       candidate of another tile, by the agreement of the whole shapes: merging what was merged changes
 *       nothing;
 *   <li>candidates of the same tile only when they are identical (one object out of two requests), or through a neighbour
 *       (a U that one of two tiles saw as two arms).
 * </ul>
 *
 * <p>Always of the same class, unless the rules say that classes do not matter, and, where they answer prompts, of the same prompt; groups are transitive. Without overlap nothing merges.
 *
 * <p>What a group becomes, by {@link MergeStrategy}: the union, in a form that does not depend on how the object was cut;
 * or one of its pieces as it is (ties: area and confidence, then the order of geometries); or a mean of boxes. Its tile is the first of its
 * pieces' tiles, and its origin that of the strongest piece. Its cut sides are, for a union, those on which some piece is cut and no other piece comes from a tile that
 * saw what lies behind; for a piece that was chosen, its own. A group of one leaves unchanged.
 *
 * <p>The outcome depends on the set of candidates alone. A group leaves once no window to come reaches it, so about two
 * rows of tiles are held, and the objects that reach into them. Of an object that spans many rows, a union holds what the
 * rows above have made of it, one shape a row; {@link MergeStrategy#BEST} and {@link MergeStrategy#LARGEST} hold one piece
 * for all of these, {@link MergeStrategy#WEIGHTED} all boxes: a class that covers the whole image, such as roads or ground,
 * is a group of the whole image. The groups that a row of tiles closes leave in the order
 * of their tile, then of their geometry, then of their class.
 */
public final class SeamMerger {

    /** Takes what groups have become. */
    @FunctionalInterface
    public interface GroupSink {

        /**
         * Takes one group.
         *
         * @param merged what it became
         * @param extent of all its pieces, in pixels
         */
        void accept(Candidate merged, Envelope extent);
    }

    private final TileGrid grid;
    private final MergeRules rules;
    private final GroupSink sink;
    private final OpenPieces open;
    private final GroupMerger merger;

    private @Nullable TileId last;
    private boolean finished;
    private long candidatesIn;
    private long candidatesOut;
    private long groupsMerged;
    private int largestGroup;

    /**
     * A merge over the tiles of a grid.
     *
     * @param sink called by {@link #add} and {@link #finish}, on their thread
     */
    public SeamMerger(TileGrid grid, MergeRules rules, GroupSink sink) {
        this(grid, rules, sink, true);
    }

    /** Package-private so that a test can hold folding against the union of all pieces at once. */
    SeamMerger(TileGrid grid, MergeRules rules, GroupSink sink, boolean folding) {
        this.grid = grid;
        this.rules = rules;
        this.sink = sink;
        this.merger = new GroupMerger(Optional.of(grid), rules.strategy());
        this.open = new OpenPieces(grid, rules, folding ? Optional.of(merger) : Optional.empty());
    }

    /**
     * Takes the candidates of one tile, in any order. Tiles come row by row; any may be absent.
     *
     * @throws IllegalArgumentException when the tile does not come after the one before, a candidate names another tile, or
     *     boxes are to be fused and it is none
     * @throws IndexOutOfBoundsException when the grid has no such tile
     */
    public void add(TileId tile, List<Candidate> candidates) {
        if (finished) {
            throw new IllegalStateException("tile " + tile + " came after the merge was finished");
        }
        if (last != null && tile.compareTo(last) <= 0) {
            throw new IllegalArgumentException("tiles must come row by row, got " + tile + " after " + last);
        }
        for (Candidate candidate : candidates) {
            if (!candidate.tile().equals(tile)) {
                throw new IllegalArgumentException(
                        "candidates of tile " + tile + " must name it, got one of tile " + candidate.tile());
            }
            rules.requireSuitable(candidate);
        }
        Tile place = grid.tile(tile);
        closeRows(last == null ? 0 : last.row(), tile.row());
        last = tile;
        candidatesIn += candidates.size();
        List<Candidate> ordered = new ArrayList<>(candidates);
        ordered.sort(Piece.BY_CONTENT);
        if (!rules.merges()) {
            emit(ordered.stream()
                    .map(candidate -> new Merged(candidate, candidate.geometry().getEnvelopeInternal(), 1))
                    .toList());
        } else {
            open.add(place, ordered);
        }
    }

    /** Says that no tile is to come: all that is left goes to the sink. */
    public void finish() {
        if (finished) {
            throw new IllegalStateException("the merge is finished already");
        }
        finished = true;
        closeRows(last == null ? 0 : last.row(), grid.rows());
        emitGroups(open.close(Double.POSITIVE_INFINITY));
    }

    /** What was done so far; complete after {@link #finish}. */
    public MergeStatistics statistics() {
        return new MergeStatistics(candidatesIn, candidatesOut, groupsMerged, largestGroup);
    }

    /** Number of candidates held back because tiles to come may add to their groups. */
    long openCandidates() {
        return open.size();
    }

    /** Number of shapes held for them. */
    long openShapes() {
        return open.shapes();
    }

    /**
     * Row after row, although several may have passed: so absent tiles leave the order as empty ones do. Rows at which nothing
     * ends change nothing, and are left out: a grid may have millions.
     */
    private void closeRows(int from, int to) {
        int row = from + 1;
        while (row <= to && !open.isEmpty()) {
            emitGroups(open.close((double) row * grid.step()));
            row = row == to ? to + 1 : Math.max(row + 1, firstRowFrom(open.firstEnd(), to));
        }
    }

    /** First row whose windows begin at a y or below, or the last one. */
    private int firstRowFrom(double y, int last) {
        return (int) Math.min(last, Math.ceil(y / grid.step()));
    }

    private void emitGroups(List<Group> groups) {
        emit(groups.stream()
                .map(group -> new Merged(merger.merge(group), group.extent(), group.size()))
                .toList());
    }

    private void emit(List<Merged> merged) {
        List<Merged> ordered = new ArrayList<>(merged);
        ordered.sort(Comparator.comparing(Merged::candidate, Piece.BY_CONTENT));
        for (Merged one : ordered) {
            candidatesOut++;
            groupsMerged += one.size > 1 ? 1 : 0;
            largestGroup = Math.max(largestGroup, one.size);
            sink.accept(one.candidate, one.extent);
        }
    }

    private record Merged(Candidate candidate, Envelope extent, int size) {}
}
