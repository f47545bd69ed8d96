package org.gsprelabel.filter;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gsprelabel.candidate.ConfidenceThresholds;
import org.gsprelabel.candidate.Rejection;
import org.locationtech.jts.geom.Geometry;

/**
 * What a prediction must satisfy to be kept. The order of the checks is fixed, so a prediction that fails several is
 * always counted under the same reason: class, confidence, area, compactness. All limits are inclusive.
 *
 * @param confidence least confidence of each class
 * @param classes names of the classes wanted; empty for all
 * @param minArea least area in square metres, from 0
 * @param maxArea largest area in square metres; infinite for no limit
 * @param minCompactness least {@link GroundMeasure#compactness}, 0..1
 */
public record FilterCriteria(
        ConfidenceThresholds confidence, Set<String> classes, double minArea, double maxArea, double minCompactness) {

    /** Keeps everything. */
    public static final FilterCriteria ALL = ofShape(0, Double.POSITIVE_INFINITY, 0);

    public FilterCriteria {
        if (!(minArea >= 0) || Double.isInfinite(minArea)) {
            throw new IllegalArgumentException("minArea must be 0 or more square metres, got " + minArea);
        }
        if (!(maxArea >= minArea)) {
            throw new IllegalArgumentException(
                    "maxArea must not be less than minArea " + minArea + " square metres, got " + maxArea);
        }
        if (!(minCompactness >= 0 && minCompactness <= 1)) {
            throw new IllegalArgumentException("minCompactness must be from 0 to 1, got " + minCompactness);
        }
        classes = Set.copyOf(classes);
        requireWanted(confidence.byClass().keySet(), classes);
    }

    /**
     * Refuses thresholds of classes that are not wanted.
     *
     * @param named classes that have a threshold of their own
     * @param wanted empty for all
     */
    public static void requireWanted(Set<String> named, Set<String> wanted) {
        TreeSet<String> unwanted = new TreeSet<>(named);
        unwanted.removeAll(wanted);
        if (!wanted.isEmpty() && !unwanted.isEmpty()) {
            throw new IllegalArgumentException("classConfidence must name classes that are wanted, got " + unwanted
                    + ", but classes are " + new TreeSet<>(wanted));
        }
    }

    /** Criteria of the shape alone. */
    public static FilterCriteria ofShape(double minArea, double maxArea, double minCompactness) {
        return new FilterCriteria(ConfidenceThresholds.of(0), Set.of(), minArea, maxArea, minCompactness);
    }

    /** Whether areas matter. */
    public boolean limitsArea() {
        return minArea > 0 || maxArea < Double.POSITIVE_INFINITY;
    }

    /** Whether shapes are measured on the ground. */
    public boolean measures() {
        return limitsArea() || minCompactness > 0;
    }

    /** Why a prediction is to be dropped; empty to keep it. */
    public Optional<Rejection> rejectionOf(String className, double score, Geometry shape, GroundMeasure ground) {
        return rejectionByScore(className, score).or(() -> rejectionByShape(shape, ground));
    }

    /** Why what a prediction is, and how sure that is, are no reason to keep it; empty to keep it. */
    public Optional<Rejection> rejectionByScore(String className, double score) {
        if (!classes.isEmpty() && !classes.contains(className)) {
            return Optional.of(Rejection.CLASS_NOT_WANTED);
        }
        return score < confidence.of(className) ? Optional.of(Rejection.LOW_CONFIDENCE) : Optional.empty();
    }

    /**
     * Why a shape is not to be kept; empty to keep it.
     *
     * @param ground asked only for what matters
     */
    public Optional<Rejection> rejectionByShape(Geometry shape, GroundMeasure ground) {
        if (limitsArea()) {
            double area = ground.squareMetres(shape);
            if (area < minArea) {
                return Optional.of(Rejection.TOO_SMALL);
            }
            if (area > maxArea) {
                return Optional.of(Rejection.TOO_LARGE);
            }
        }
        return minCompactness > 0 && ground.compactness(shape) < minCompactness
                ? Optional.of(Rejection.NOT_COMPACT)
                : Optional.empty();
    }
}
