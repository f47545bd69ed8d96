package org.gsprelabel.detect;

import java.util.Arrays;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;

/**
 * Greedy non-maximum suppression of boxes, as {@code torchvision.ops.nms}: going from the strongest to the weakest, a box
 * is kept unless a kept one overlaps it with an IoU above the threshold. Boxes of equal score are taken in their order.
 *
 * <p>Near linear in the number of boxes however dense they lie, see {@link SuppressionIndex}.
 *
 * @param iouThreshold from 0 to 1; an IoU of exactly this does not suppress, so 1 suppresses nothing
 * @param classAware whether boxes of different classes leave each other alone
 * @param maxCandidates most boxes that are looked at, the strongest ones
 * @param maxKept most boxes kept, the strongest ones
 */
public record NonMaximumSuppression(double iouThreshold, boolean classAware, int maxCandidates, int maxKept) {

    public NonMaximumSuppression {
        if (!(iouThreshold >= 0 && iouThreshold <= 1)) {
            throw new IllegalArgumentException("iouThreshold must be from 0 to 1, got " + iouThreshold);
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
        int[] order = boxes.strongestFirst();
        int candidates = Math.min(order.length, maxCandidates);
        SuppressionIndex kept = new SuppressionIndex(boxes, iouThreshold, classAware, candidates);
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
