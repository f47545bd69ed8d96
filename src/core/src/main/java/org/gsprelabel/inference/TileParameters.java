package org.gsprelabel.inference;

import java.util.Set;

/**
 * The parameters of a request that a tile's result depends on, beyond the task.
 *
 * @param classes names of the classes wanted; empty for all
 * @param minValidFraction least part of a box that must lie on valid pixels, 0..1; masks are cut to them instead
 */
public record TileParameters(Set<String> classes, double minValidFraction) {

    public TileParameters {
        if (!(minValidFraction >= 0 && minValidFraction <= 1)) {
            throw new IllegalArgumentException("minValidFraction must be from 0 to 1, got " + minValidFraction);
        }
        classes = Set.copyOf(classes);
    }

    /** Whether objects of a class are asked for. */
    public boolean wants(String className) {
        return classes.isEmpty() || classes.contains(className);
    }
}
