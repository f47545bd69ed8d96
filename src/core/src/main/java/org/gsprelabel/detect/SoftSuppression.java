package org.gsprelabel.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.NmsRules.Method;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.hprtree.HPRtree;

/**
 * Soft non-maximum suppression (N. Bodla et al., "Soft-NMS - Improving Object Detection With One Line of Code", ICCV 2017):
 * the strongest box is kept, and the scores of all that overlap it are lowered; then the strongest of the others, by their
 * scores of now; and so on. A box whose score has fallen below the least one goes. Scores of what is kept are the lowered
 * ones.
 *
 * <p>Of boxes whose scores are equal by now, the one that was stronger at first is taken first, of those equal at first the
 * one added first. A box meets only those whose bounds touch its own, so the work grows with the square of the largest crowd,
 * not of all boxes.
 *
 * @param rules of a soft method
 * @param maxCandidates most boxes that are looked at, the strongest ones
 * @param maxKept most boxes kept, the strongest ones
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
     * @param rejections where boxes that fell below it, and those beyond the two limits, are counted
     */
    public List<Kept> select(
            ScoredBoxes bounds, PairOverlap overlap, IntToDoubleFunction leastScore, RejectionCounts rejections) {
        int[] order = bounds.strongestFirst();
        int candidates = Math.min(order.length, maxCandidates);
        double[] scores = new double[candidates];
        HPRtree places = new HPRtree();
        for (int rank = 0; rank < candidates; rank++) {
            scores[rank] = bounds.score(order[rank]);
            places.insert(envelope(bounds, order[rank]), rank);
        }
        ScoreHeap waiting = new ScoreHeap(scores);
        boolean[] isDone = new boolean[candidates];
        List<Kept> kept = new ArrayList<>();
        int fallen = 0;
        while (!waiting.isEmpty()) {
            int strongest = waiting.take();
            int box = order[strongest];
            isDone[strongest] = true;
            if (scores[strongest] < leastScore.applyAsDouble(bounds.classIndex(box))) {
                fallen++;
                continue;
            }
            kept.add(new Kept(box, scores[strongest]));
            places.query(envelope(bounds, box), item -> {
                int rank = (Integer) item;
                if (!isDone[rank]
                        && (!rules.classAware() || bounds.classIndex(order[rank]) == bounds.classIndex(box))) {
                    scores[rank] *= factor(overlap.of(box, order[rank]));
                }
            });
        }
        rejections.add(Rejection.SUPPRESSED, fallen);
        rejections.add(
                Rejection.TOO_MANY_IN_TILE, (long) (order.length - candidates) + Math.max(0, kept.size() - maxKept));
        return List.copyOf(kept.subList(0, Math.min(kept.size(), maxKept)));
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
