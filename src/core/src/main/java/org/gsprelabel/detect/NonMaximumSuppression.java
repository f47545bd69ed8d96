package org.gsprelabel.detect;

import java.util.Arrays;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.NmsRules.Overlap;

/**
 * Greedy non-maximum suppression of boxes, as {@code torchvision.ops.nms}: going from the strongest to the weakest, a box
 * is kept unless a kept one overlaps it by more than the threshold. Boxes of equal score are taken in their order.
 *
 * <p>Near linear in the number of boxes however dense they lie, see {@link SuppressionIndex}.
 *
 * @param threshold from 0 to 1; an overlap of exactly this does not suppress, so 1 suppresses nothing
 * @param overlap which ratio
 * @param classAware whether boxes of different classes leave each other alone
 * @param maxCandidates most boxes that are looked at, the strongest ones
 * @param maxKept most boxes kept, the strongest ones
 */
public record NonMaximumSuppression(
        double threshold, Overlap overlap, boolean classAware, int maxCandidates, int maxKept) {

    /** By intersection over union. */
    public NonMaximumSuppression(double threshold, boolean classAware, int maxCandidates, int maxKept) {
        this(threshold, Overlap.IOU, classAware, maxCandidates, maxKept);
    }

    public NonMaximumSuppression {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be from 0 to 1, got " + threshold);
        }
        if (maxCandidates < 1 || maxKept < 1) {
            throw new IllegalArgumentException(
                    "maxCandidates and maxKept must be at least 1, got " + maxCandidates + " and " + maxKept);
        }
    }

    /**
     * The boxes kept, strongest first.
     *
     * @param rejections where suppressed boxes, and those beyond the two limits, are counted
     * @return indices into {@code boxes}
     */
    public int[] select(ScoredBoxes boxes, RejectionCounts rejections) {
        int capacity = Math.min(boxes.size(), maxCandidates);
        return select(boxes, SuppressionIndex.of(boxes, overlap, threshold, classAware, capacity), rejections);
    }

    /**
     * The objects kept, strongest first, compared in another way than their boxes.
     *
     * @param bounds boxes around the objects: those that share no area do not overlap
     * @param measure in place of the ratio of boxes
     */
    int[] select(ScoredBoxes bounds, PairOverlap measure, RejectionCounts rejections) {
        int capacity = Math.min(bounds.size(), maxCandidates);
        return select(bounds, SuppressionIndex.of(bounds, measure, threshold, classAware, capacity), rejections);
    }

    private int[] select(ScoredBoxes boxes, SuppressionIndex kept, RejectionCounts rejections) {
        int[] order = boxes.strongestFirst();
        int candidates = Math.min(order.length, maxCandidates);
        for (int i = 0; i < candidates; i++) {
            if (!kept.suppresses(order[i])) {
                kept.add(order[i]);
            }
        }
        int[] selected = kept.indices();
        rejections.add(Rejection.SUPPRESSED, candidates - selected.length);
        rejections.add(
                Rejection.TOO_MANY_IN_TILE,
                (long) (order.length - candidates) + Math.max(0, selected.length - maxKept));
        return Arrays.copyOf(selected, Math.min(selected.length, maxKept));
    }
}
