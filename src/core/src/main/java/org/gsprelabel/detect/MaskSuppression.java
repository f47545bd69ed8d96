package org.gsprelabel.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.vectorize.BitMask;

/**
 * Greedy non-maximum suppression of masks, by default as the reference of Segment Anything 3 has it: going from the strongest to
 * the weakest, a mask is kept unless a kept one overlaps it by more than the threshold. Masks of equal score are taken in the
 * order of their numbers. Of a flood of masks the strongest {@value #MAX_CANDIDATES} are held, which bounds the memory. The
 * outcome does not depend on the order in which masks are added.
 */
final class MaskSuppression {

    static final int MAX_CANDIDATES = 2000;

    private final NmsRules rules;
    private final int maxKept;

    /** A mask that waits for its turn. */
    private record Candidate(Detection detection, BitMask mask, long order) {}

    private static final Comparator<Candidate> WEAKEST_FIRST = Comparator.comparingDouble(
                    (Candidate candidate) -> candidate.detection().score())
            .thenComparing(Comparator.comparingLong(Candidate::order).reversed());

    private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(WEAKEST_FIRST);

    /**
     * @param rules that compare masks; an overlap of exactly the threshold does not suppress, so 1 suppresses nothing
     * @param maxKept most masks kept, the strongest ones
     */
    MaskSuppression(NmsRules rules, int maxKept) {
        this.rules = rules;
        this.maxKept = maxKept;
    }

    /**
     * Takes a mask.
     *
     * @param mask of the detection, with at least one pixel
     * @param order a number that no other mask has; of equal scores the least comes first
     * @param rejections where a mask that finds no room is counted
     */
    void add(Detection detection, BitMask mask, long order, RejectionCounts rejections) {
        candidates.add(new Candidate(detection, mask, order));
        if (candidates.size() > MAX_CANDIDATES) {
            candidates.remove();
            rejections.add(Rejection.TOO_MANY_IN_TILE);
        }
    }

    /** The masks kept, strongest first; suppressed ones, and those beyond the limit, are counted. */
    List<Detection> select(RejectionCounts rejections) {
        List<Candidate> strongestFirst = new ArrayList<>(candidates);
        strongestFirst.sort(WEAKEST_FIRST.reversed());
        KeptMasks masks = new KeptMasks(rules, strongestFirst.size());
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : strongestFirst) {
            if (masks.keeps(candidate.mask(), candidate.detection().classIndex())) {
                kept.add(candidate);
            } else {
                rejections.add(Rejection.SUPPRESSED);
            }
        }
        rejections.add(Rejection.TOO_MANY_IN_TILE, Math.max(0, kept.size() - maxKept));
        return kept.stream().limit(maxKept).map(Candidate::detection).toList();
    }
}
