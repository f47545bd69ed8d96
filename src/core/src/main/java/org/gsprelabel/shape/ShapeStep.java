package org.gsprelabel.shape;

/** The steps of cleaning, in their order. */
public enum ShapeStep {
    /** Small holes are filled. */
    HOLES("minHoleArea"),
    /** Thin parts are dropped. */
    WIDTH("minWidth"),
    /** Outlines are simplified, neighbours together. */
    SIMPLIFY("simplify"),
    /** Outlines are smoothed, neighbours together. */
    SMOOTH("smooth"),
    /** Outlines of buildings are made right-angled; where that cannot be had, the outline of the steps before stays. */
    SQUARE("square");

    private final String key;

    ShapeStep(String key) {
        this.key = key;
    }

    /** How inputs and reports write it. */
    public String key() {
        return key;
    }
}
