package org.gsprelabel.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.NmsRules.Method;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Soft non-maximum suppression (N. Bodla et al., "Soft-NMS - Improving Object Detection With One Line of Code", ICCV 2017):
 * the strongest box is kept, and the scores of all that overlap it are lowered; then the strongest of the others, by their
 * scores of now; and so on. A box whose score has fallen below the least one goes. Scores of what is kept are the lowered
 * ones.
 *
 * <p>Of boxes whose scores are equal by now, the one that was stronger at first is taken first, of those equal at first the
 * one added first. A box meets only those whose bounds touch its own, and none that has fallen, so the work grows with the
 * square of the largest crowd, not of all boxes; and only until {@code maxKept} are kept, so in a crowd of which none falls it
 * grows with the crowd times {@code maxKept}.
 *
 * @param rules of a soft method
 * @param maxCandidates most boxes that are looked at, the strongest ones
 * @param maxKept most boxes kept, the strongest ones; when they are, no score is lowered any more
 */
public record SoftSuppression(NmsRules rules, int maxCandidates, int maxKept) {

    public SoftSuppression {
        if (rules.method() == Method.GREEDY) {
            throw new IllegalArgumentException("rules must be of a soft method, got " + rules.text());
        }
        if (maxCandidates < 1 || maxKept < 1) {
            throw new IllegalArgumentException(
                    "maxCandidates and maxKept must be at least 1, got " + maxCandidates + " and " + maxKept);
        }
    }

    /**
     * The boxes kept, strongest first.
     *
     * @param bounds boxes around what is compared: those that share no area do not overlap
     * @param leastScore of a detection, by class; a score of exactly this is enough
     * @param rejections where boxes that fell below it, and those beyond the two limits, are counted; beyond the second are
     *     those that had not fallen when it was reached
     */
    public List<Kept> select(
            ScoredBoxes bounds, PairOverlap overlap, IntToDoubleFunction leastScore, RejectionCounts rejections) {
        int[] order = bounds.strongestFirst();
        int candidates = Math.min(order.length, maxCandidates);
        double[] scores = new double[candidates];
        // a tree along a curve through all places would be of no use as soon as one box lies far outside
        STRtree places = new STRtree();
        for (int rank = 0; rank < candidates; rank++) {
            scores[rank] = bounds.score(order[rank]);
            places.insert(envelope(bounds, order[rank]), rank);
        }
        ScoreHeap waiting = new ScoreHeap(scores);
        boolean[] isDone = new boolean[candidates];
        List<Kept> kept = new ArrayList<>();
        while (!waiting.isEmpty() && kept.size() < maxKept) {
            int strongest = waiting.take();
            int box = order[strongest];
            isDone[strongest] = true;
            if (scores[strongest] < leastScore.applyAsDouble(bounds.classIndex(box))) {
                continue;
            }
            kept.add(new Kept(box, scores[strongest]));
            places.query(envelope(bounds, box), item -> {
                int rank = (Integer) item;
                int other = order[rank];
                if (!isDone[rank]
                        && (!rules.classAware() || bounds.classIndex(other) == bounds.classIndex(box))
                        && scores[rank] >= leastScore.applyAsDouble(bounds.classIndex(other))) {
                    scores[rank] *= factor(overlap.of(box, other));
                }
            });
        }
        long fallen = IntStream.range(0, candidates)
                .filter(rank -> scores[rank] < leastScore.applyAsDouble(bounds.classIndex(order[rank])))
                .count();
        rejections.add(Rejection.SUPPRESSED, fallen);
        rejections.add(Rejection.TOO_MANY_IN_TILE, order.length - fallen - kept.size());
        return List.copyOf(kept);
    }

    /** What a score is multiplied by for an overlap with a stronger box. */
    private double factor(double overlap) {
        if (rules.method() == Method.SOFT_GAUSSIAN) {
            // the same on every platform
            return StrictMath.exp(-overlap * overlap / rules.sigma());
        }
        return overlap > rules.threshold() ? 1 - overlap : 1;
    }

    private static Envelope envelope(ScoredBoxes boxes, int index) {
        return new Envelope(boxes.minX(index), boxes.maxX(index), boxes.minY(index), boxes.maxY(index));
    }
}
