package org.gsprelabel.detect;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.NmsRules.Overlap;
import org.gsprelabel.vectorize.BitMask;

/**
 * Greedy non-maximum suppression of masks that come one by one, strongest first: a mask is kept unless a kept one overlaps
 * it, pixel by pixel, by more than the threshold. Only kept masks are held.
 */
final class KeptMasks {

    /**
     * IoU above which two boxes are taken for the same without a look at their masks, which keeps the number of masks small
     * where boxes crowd. Two objects of nearly the same box and different masks, such as the diagonals of a square, are one
     * then.
     */
    private static final double SAME_BOX = 0.9;

    private final NmsRules rules;
    private final ScoredBoxes bounds = new ScoredBoxes();
    private final Map<Integer, Mask> kept = new HashMap<>();
    private final SuppressionIndex index;

    private record Mask(BitMask pixels, long size) {}

    /** @param capacity most masks that will be kept */
    KeptMasks(NmsRules rules, int capacity) {
        this.rules = rules;
        this.index = SuppressionIndex.of(bounds, this::overlap, rules.threshold(), rules.classAware(), capacity);
    }

    /** The suppression of boxes before any mask is made: only what is as good as the same goes. */
    static NonMaximumSuppression ofBoxes(NmsRules rules, int maxCandidates) {
        return new NonMaximumSuppression(
                Math.max(SAME_BOX, rules.threshold()), Overlap.IOU, rules.classAware(), maxCandidates, maxCandidates);
    }

    /** Whether the next mask, which has a pixel, is kept. */
    boolean keeps(BitMask mask, int classIndex) {
        int next = bounds.size();
        bounds.add(mask.x(), mask.y(), mask.x() + mask.width(), mask.y() + mask.height(), 0, classIndex, next);
        kept.put(next, new Mask(mask, mask.cardinality()));
        if (index.suppresses(next)) {
            kept.remove(next);
            return false;
        }
        index.add(next);
        return true;
    }

    private double overlap(int a, int b) {
        Mask first = Objects.requireNonNull(kept.get(a));
        Mask second = Objects.requireNonNull(kept.get(b));
        double shared = first.pixels.sharedPixels(second.pixels);
        return shared
                / (rules.overlap() == Overlap.IOS
                        ? Math.min(first.size, second.size)
                        : first.size + second.size - shared);
    }
}
