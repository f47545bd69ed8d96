package org.gsprelabel.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.vectorize.BitMask;

/**
 * Greedy non-maximum suppression of masks by the IoU of their pixels, as the reference of Segment Anything 3 has it: going from
 * the strongest to the weakest, a mask is kept unless a kept one overlaps it with an IoU above the threshold. Masks of equal
 * score are taken in the order of their numbers. Of a flood of masks the strongest {@value #MAX_CANDIDATES} are held, which
 * bounds the memory. The outcome does not depend on the order in which masks are added.
 */
final class MaskSuppression {

    static final int MAX_CANDIDATES = 2000;

    private final double iouThreshold;
    private final int maxKept;

    /** A mask that waits for its turn. */
    private record Candidate(Detection detection, BitMask mask, long area, long order) {}

    private static final Comparator<Candidate> WEAKEST_FIRST = Comparator.comparingDouble(
                    (Candidate candidate) -> candidate.detection().score())
            .thenComparing(Comparator.comparingLong(Candidate::order).reversed());

    private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(WEAKEST_FIRST);

    /**
     * @param iouThreshold from 0 to 1; an IoU of exactly this does not suppress, so 1 suppresses nothing
     * @param maxKept most masks kept, the strongest ones
     */
    MaskSuppression(double iouThreshold, int maxKept) {
        this.iouThreshold = iouThreshold;
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
        candidates.add(new Candidate(detection, mask, mask.cardinality(), order));
        if (candidates.size() > MAX_CANDIDATES) {
            candidates.remove();
            rejections.add(Rejection.TOO_MANY_IN_TILE);
        }
    }

    /** The masks kept, strongest first; suppressed ones, and those beyond the limit, are counted. */
    List<Detection> select(RejectionCounts rejections) {
        List<Candidate> strongestFirst = new ArrayList<>(candidates);
        strongestFirst.sort(WEAKEST_FIRST.reversed());
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : strongestFirst) {
            if (kept.stream().anyMatch(other -> iou(candidate, other) > iouThreshold)) {
                rejections.add(Rejection.SUPPRESSED);
            } else {
                kept.add(candidate);
            }
        }
        rejections.add(Rejection.TOO_MANY_IN_TILE, Math.max(0, kept.size() - maxKept));
        return kept.stream().limit(maxKept).map(Candidate::detection).toList();
    }

    private static double iou(Candidate a, Candidate b) {
        long shared = a.mask().sharedPixels(b.mask());
        return shared / (double) (a.area() + b.area() - shared);
    }
}
