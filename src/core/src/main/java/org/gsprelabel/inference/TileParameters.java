package org.gsprelabel.inference;

import java.util.Optional;
import java.util.Set;
import org.gsprelabel.candidate.ConfidenceThresholds;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.vectorize.MaskCleaning;

/**
 * The parameters of a request that a tile's result depends on, beyond the task.
 *
 * @param classes names of the classes wanted; empty for all
 * @param confidence least score of each class. Decoders work with the lowest of them, which is that of the task; what is weaker
 *     than its own class allows goes after them
 * @param minValidFraction least part of a box that must lie on valid pixels, 0..1; masks are cut to them instead
 * @param cleaning what is done to masks before they become polygons
 */
public record TileParameters(
        Set<String> classes, ConfidenceThresholds confidence, double minValidFraction, MaskCleaning cleaning) {

    /** One threshold for all classes, which decoders have seen to, and masks as the model gives them. */
    public TileParameters(Set<String> classes, double minValidFraction) {
        this(classes, ConfidenceThresholds.of(0), minValidFraction);
    }

    /** With masks as the model gives them. */
    public TileParameters(Set<String> classes, ConfidenceThresholds confidence, double minValidFraction) {
        this(classes, confidence, minValidFraction, MaskCleaning.NONE);
    }

    public TileParameters {
        if (!(minValidFraction >= 0 && minValidFraction <= 1)) {
            throw new IllegalArgumentException("minValidFraction must be from 0 to 1, got " + minValidFraction);
        }
        classes = Set.copyOf(classes);
    }

    /**
     * The same, with masks cleaned as a text says.
     *
     * @param metresPerPixel side of a pixel on the ground
     * @throws IllegalArgumentException as {@link MaskCleaning#parse}
     */
    public TileParameters cleaning(String text, double metresPerPixel) {
        return new TileParameters(classes, confidence, minValidFraction, MaskCleaning.parse(text, metresPerPixel));
    }

    /** Pixels from a side of its window within which a mask may depend on what lies behind the side. */
    public int reach() {
        return cleaning.reach();
    }

    /** Why a detection becomes no candidate, by what it is and how sure that is; empty when it may become one. */
    public Optional<Rejection> rejectionOf(String className, double score) {
        if (!classes.isEmpty() && !classes.contains(className)) {
            return Optional.of(Rejection.CLASS_NOT_WANTED);
        }
        return score < confidence.of(className) ? Optional.of(Rejection.LOW_CONFIDENCE) : Optional.empty();
    }
}
