package org.gsprelabel.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gsprelabel.candidate.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * Merges candidates of unknown tiles, while they come in from the least y on: those of one kind whose whole shapes agree are
 * the same object. Without the tiles there is no strip to compare in, so pieces that a seam cut are not recognised as one
 * object; use {@link SeamMerger} where the tiles are known.
 *
 * <p>Groups are transitive, and become what {@link MergeStrategy} says. The outcome depends on the set of candidates
 * alone. A group leaves when no candidate to come reaches it; held are those that do.
 */
public final class ShapeMerger {

    /** The order in which candidates come: by least y, then by content. */
    public static final Comparator<Candidate> ORDER = Comparator.comparingDouble((Candidate candidate) ->
                    candidate.geometry().getEnvelopeInternal().getMinY())
            .thenComparing(Piece.BY_CONTENT);

    /** Open pieces below which it is not worth looking for some to close. */
    private static final int FEW = 1024;

    private final MergeRules rules;
    private final Consumer<Candidate> sink;
    private final GroupMerger merger;
    private final WholeAgreement agreement;

    private final Map<ShapeKey, Piece> shapes = new HashMap<>();
    private final PieceIndex byPlace;
    private List<Piece> joinable = new ArrayList<>();
    private List<Group> groups = new ArrayList<>();
    private int sweepAt = FEW;

    private @Nullable Candidate last;
    private long candidatesIn;
    private long candidatesOut;
    private long groupsMerged;
    private int largestGroup;

    /**
     * A merge of candidates in any one coordinate system.
     *
     * @param sink called by {@link #add} and {@link #finish}, on their thread
     */
    public ShapeMerger(MergeRules rules, Consumer<Candidate> sink) {
        this(rules, sink, PieceIndex.MOST_COMPARISONS);
    }

    /** Package-private so that a test need not compare so many. */
    ShapeMerger(MergeRules rules, Consumer<Candidate> sink, long mostComparisons) {
        this.rules = rules;
        this.byPlace = new PieceIndex(mostComparisons);
        this.sink = sink;
        this.merger = new GroupMerger(Optional.empty(), rules.strategy());
        this.agreement = new WholeAgreement(rules);
    }

    /**
     * Takes a candidate.
     *
     * @throws IllegalArgumentException when it does not come in {@link #ORDER}, boxes are to be fused and it is none, or far
     *     too many shapes lie on top of each other
     */
    public void add(Candidate candidate) {
        if (last != null && ORDER.compare(last, candidate) > 0) {
            throw new IllegalArgumentException("candidates must come from the least y on, got " + candidate.geometry()
                    + " after " + last.geometry());
        }
        rules.requireSuitable(candidate);
        last = candidate;
        candidatesIn++;
        if (!rules.merges()) {
            emit(List.of(new Group(new Piece(candidate))));
            return;
        }
        if (joinable.size() >= sweepAt) {
            close(candidate.geometry().getEnvelopeInternal().getMinY());
            sweepAt = Math.max(FEW, 2 * joinable.size());
        }
        Piece piece = new Piece(candidate);
        groups.add(piece.group());
        Piece same = shapes.putIfAbsent(ShapeKey.of(candidate, rules), piece);
        if (same != null) {
            // It finds what its copy finds; comparing them all would take quadratic time where there are many.
            Group.join(same, piece);
            return;
        }
        for (Piece other : byPlace.near(piece)) {
            if (other.group() != piece.group()
                    && rules.sameKind(piece.candidate(), other.candidate())
                    && agreement.agree(piece, other)) {
                Group.join(piece, other);
            }
        }
        joinable.add(piece);
        byPlace.insert(piece);
    }

    /** Says that no candidate is to come: all that is left goes to the sink. */
    public void finish() {
        close(Double.POSITIVE_INFINITY);
    }

    /** What was done so far; complete after {@link #finish}. */
    public MergeStatistics statistics() {
        return new MergeStatistics(candidatesIn, candidatesOut, groupsMerged, largestGroup);
    }

    /** Number of shapes held because candidates to come may join them. */
    int openShapes() {
        return joinable.size();
    }

    /** Lets go of what ends before a y. */
    private void close(double y) {
        List<Group> closed = new ArrayList<>();
        List<Group> open = new ArrayList<>();
        for (Group group : groups) {
            if (!group.isEmpty()) {
                (group.extent().getMaxY() <= y ? closed : open).add(group);
            }
        }
        groups = open;
        List<Piece> all = joinable;
        joinable = new ArrayList<>();
        byPlace.clear();
        for (Piece piece : all) {
            if (piece.box().getMaxY() > y) {
                joinable.add(piece);
                byPlace.insert(piece);
            } else {
                shapes.remove(ShapeKey.of(piece.candidate(), rules));
            }
        }
        emit(closed);
    }

    private void emit(List<Group> closed) {
        List<Candidate> merged = new ArrayList<>(closed.size());
        for (Group group : closed) {
            merged.add(merger.merge(group));
            groupsMerged += group.size() > 1 ? 1 : 0;
            largestGroup = Math.max(largestGroup, group.size());
        }
        candidatesOut += merged.size();
        merged.sort(Piece.BY_CONTENT);
        merged.forEach(sink);
    }
}
