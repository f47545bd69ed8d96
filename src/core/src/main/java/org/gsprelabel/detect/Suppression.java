package org.gsprelabel.detect;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.NmsRules.Method;

/**
 * Chooses among boxes of one tile that may show the same object.
 *
 * @param rules which those are
 * @param maxCandidates most boxes that are looked at, the strongest ones
 * @param maxKept most boxes kept, the strongest ones
 */
record Suppression(NmsRules rules, int maxCandidates, int maxKept) {

    /**
     * The boxes kept, strongest first, compared as boxes along rows and columns.
     *
     * @param leastScore below which a score that has been lowered is none of a detection any more, by class
     * @param rejections where suppressed boxes, and those beyond the two limits, are counted
     */
    List<Kept> select(ScoredBoxes boxes, IntToDoubleFunction leastScore, RejectionCounts rejections) {
        return rules.method() == Method.GREEDY
                ? Kept.unchanged(boxes, greedy().select(boxes, rejections))
                : soft().select(boxes, (a, b) -> boxes.overlap(rules.overlap(), a, b), leastScore, rejections);
    }

    /**
     * The boxes kept, strongest first, compared in another way.
     *
     * @param bounds boxes along rows and columns around what is compared: those that share no area do not overlap
     */
    List<Kept> select(
            ScoredBoxes bounds, PairOverlap overlap, IntToDoubleFunction leastScore, RejectionCounts rejections) {
        return rules.method() == Method.GREEDY
                ? Kept.unchanged(bounds, greedy().select(bounds, overlap, rejections))
                : soft().select(bounds, overlap, leastScore, rejections);
    }

    private NonMaximumSuppression greedy() {
        return new NonMaximumSuppression(
                rules.threshold(), rules.overlap(), rules.classAware(), maxCandidates, maxKept);
    }

    private SoftSuppression soft() {
        return new SoftSuppression(rules, maxCandidates, maxKept);
    }
}
