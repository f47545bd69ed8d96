package org.gsprelabel.filter;

import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.gsprelabel.candidate.Rejection;

/**
 * What a prediction must satisfy to be kept. The order of the checks is fixed, so a prediction that fails several is
 * always counted under the same reason: class, confidence, area.
 *
 * @param minConfidence least confidence, 0..1
 * @param classes names of the classes wanted; empty for all
 * @param minArea least area in square metres, from 0
 * @param maxArea largest area in square metres; infinite for no limit
 */
public record FilterCriteria(double minConfidence, Set<String> classes, double minArea, double maxArea) {

    /** Keeps everything. */
    public static final FilterCriteria ALL = new FilterCriteria(0, Set.of(), 0, Double.POSITIVE_INFINITY);

    public FilterCriteria {
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new IllegalArgumentException("minConfidence must be from 0 to 1, got " + minConfidence);
        }
        if (!(minArea >= 0) || Double.isInfinite(minArea)) {
            throw new IllegalArgumentException("minArea must be 0 or more square metres, got " + minArea);
        }
        if (!(maxArea >= minArea)) {
            throw new IllegalArgumentException(
                    "maxArea must not be less than minArea " + minArea + " square metres, got " + maxArea);
        }
        classes = Set.copyOf(classes);
    }

    /** Whether areas matter. */
    public boolean limitsArea() {
        return minArea > 0 || maxArea < Double.POSITIVE_INFINITY;
    }

    /**
     * Why a prediction is to be dropped; empty to keep it.
     *
     * @param squareMetres area on the ellipsoid, asked for only when it matters
     */
    public Optional<Rejection> rejectionOf(String className, double confidence, DoubleSupplier squareMetres) {
        if (!classes.isEmpty() && !classes.contains(className)) {
            return Optional.of(Rejection.CLASS_NOT_WANTED);
        }
        if (confidence < minConfidence) {
            return Optional.of(Rejection.LOW_CONFIDENCE);
        }
        if (limitsArea()) {
            double area = squareMetres.getAsDouble();
            if (area < minArea) {
                return Optional.of(Rejection.TOO_SMALL);
            }
            if (area > maxArea) {
                return Optional.of(Rejection.TOO_LARGE);
            }
        }
        return Optional.empty();
    }
}
