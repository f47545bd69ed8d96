package org.gsprelabel.model;

/**
 * Height and width of a model's image input in pixels, in the order of the tensor's axes.
 *
 * @param height from 1; 0 where any size fits, and so is the width then
 * @param width from 1; 0 where any size fits, and so is the height then
 */
public record InputSize(int height, int width) {

    /** Where any size fits. */
    public static final InputSize ANY = new InputSize(0, 0);

    public InputSize {
        boolean isAny = height == 0 && width == 0;
        if (!isAny && (height < 1 || width < 1)) {
            throw new IllegalArgumentException("geometry.size must be 0 (any), a positive number, or two positive"
                    + " numbers [height, width], got " + text(height, width));
        }
    }

    /** Of a square; 0 where any size fits. */
    public static InputSize square(int side) {
        return new InputSize(side, side);
    }

    public boolean isAny() {
        return height == 0;
    }

    public boolean isSquare() {
        return height == width;
    }

    /** The shorter one of height and width. */
    public int shorter() {
        return Math.min(height, width);
    }

    /** As descriptors write it: {@code 640}, or {@code [480, 640]}. */
    @Override
    public String toString() {
        return text(height, width);
    }

    private static String text(int height, int width) {
        return height == width ? Integer.toString(height) : "[" + height + ", " + width + "]";
    }
}
