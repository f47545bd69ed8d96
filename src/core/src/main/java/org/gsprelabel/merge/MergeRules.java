package org.gsprelabel.merge;

import java.util.Locale;
import org.gsprelabel.candidate.Candidate;

/**
 * Which candidates are the same object, and what becomes of them.
 *
 * @param strategy what a group becomes
 * @param agreement how shapes are compared
 * @param minAgreement least agreement of the same object, above 0 and up to 1
 * @param classAware whether candidates of different classes are different objects. Without, a group has the class of its
 *     strongest piece
 */
public record MergeRules(MergeStrategy strategy, Agreement agreement, double minAgreement, boolean classAware) {

    /** Least agreement, unless a request names another. */
    public static final double DEFAULT_MIN_AGREEMENT = 0.5;

    public MergeRules {
        if (!(minAgreement > 0 && minAgreement <= 1)) {
            throw new IllegalArgumentException("minAgreement must be above 0 and at most 1, got " + minAgreement);
        }
    }

    /** What is usual: intersection over union of {@value #DEFAULT_MIN_AGREEMENT} within a class. */
    public static MergeRules of(MergeStrategy strategy) {
        return new MergeRules(strategy, Agreement.IOU, DEFAULT_MIN_AGREEMENT, true);
    }

    /** Whether anything is merged at all. */
    public boolean merges() {
        return strategy != MergeStrategy.NONE;
    }

    /** Whether two shapes agree enough; more shared area never makes them agree less. */
    boolean agree(double shared, double areaA, double areaB) {
        return shared > 0 && shared >= minAgreement * agreement.whole(shared, areaA, areaB);
    }

    /** Whether two candidates may be one object: of one class if that matters, and of one prompt where they answer prompts. */
    boolean sameKind(Candidate a, Candidate b) {
        return (!classAware || a.className().equals(b.className()))
                && a.origin().promptId().equals(b.origin().promptId());
    }

    /**
     * Refuses shapes that the strategy has no answer for.
     *
     * @throws IllegalArgumentException when boxes are to be fused and this is none
     */
    void requireSuitable(Candidate candidate) {
        if (strategy == MergeStrategy.WEIGHTED && !candidate.geometry().isRectangle()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "merge WEIGHTED is for boxes along rows and columns, got a shape of %d vertices of class %s in tile %s;"
                            + " UNION, BEST and LARGEST take any shape",
                    candidate.geometry().getNumPoints(),
                    candidate.className(),
                    candidate.tile()));
        }
    }
}
