package org.gsprelabel.shape;

/**
 * How outlines are cleaned. The order of the steps is that of {@link ShapeStep}, whatever is asked for; 0 leaves a step out.
 *
 * @param minHoleArea holes of less than so many square metres on the ellipsoid are filled
 * @param minWidth parts thinner than so many metres are dropped, and objects of nothing else
 * @param simplify largest distance in metres that simplification may move an outline, measured in the middle of the image: it
 *     is so many pixels in all of it, see {@link Ground#pixels}
 * @param smooth largest distance in metres that smoothing may move it after that, measured alike
 * @param square length in metres below which details of buildings are dissolved that are made right-angled
 */
public record ShapeCleaning(double minHoleArea, double minWidth, double simplify, double smooth, double square) {

    /** Leaves outlines as they are. */
    public static final ShapeCleaning NONE = new ShapeCleaning(0, 0, 0, 0, 0);

    public ShapeCleaning {
        require("minHoleArea", minHoleArea, "square metres");
        require("minWidth", minWidth, "metres");
        require("simplify", simplify, "metres");
        require("smooth", smooth, "metres");
        require("square", square, "metres");
    }

    /** Simplification alone. */
    public static ShapeCleaning ofSimplify(double metres) {
        return new ShapeCleaning(0, 0, metres, 0, 0);
    }

    private static void require(String name, double value, String unit) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be 0 or more " + unit + ", got " + value);
        }
    }

    /** Whether any step is asked for. */
    public boolean isActive() {
        return !equals(NONE);
    }

    /** Whether a step is asked for in which an outline depends on those beside it. */
    public boolean looksAtNeighbours() {
        return simplify > 0 || smooth > 0;
    }

    boolean asksFor(ShapeStep step) {
        return switch (step) {
            case HOLES -> minHoleArea > 0;
            case WIDTH -> minWidth > 0;
            case SIMPLIFY -> simplify > 0;
            case SMOOTH -> smooth > 0;
            case SQUARE -> square > 0;
        };
    }
}
