package org.gsprelabel.inference;

import java.util.Set;
import org.gsprelabel.vectorize.MaskCleaning;

/**
 * The parameters of a request that a tile's result depends on, beyond the task.
 *
 * @param classes names of the classes wanted; empty for all
 * @param minValidFraction least part of a box that must lie on valid pixels, 0..1; masks are cut to them instead
 * @param cleaning what is done to masks before they become polygons
 */
public record TileParameters(Set<String> classes, double minValidFraction, MaskCleaning cleaning) {

    /** With masks as the model gives them. */
    public TileParameters(Set<String> classes, double minValidFraction) {
        this(classes, minValidFraction, MaskCleaning.NONE);
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
        return new TileParameters(classes, minValidFraction, MaskCleaning.parse(text, metresPerPixel));
    }

    /** Pixels from a side of its window within which a mask may depend on what lies behind the side. */
    public int reach() {
        return cleaning.reach();
    }

    /** Whether objects of a class are asked for. */
    public boolean wants(String className) {
        return classes.isEmpty() || classes.contains(className);
    }
}
