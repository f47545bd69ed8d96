package org.gsprelabel.tile;

import java.util.Optional;

/**
 * A rectangle of whole pixels: columns {@code x} (inclusive) to {@code x + width} (exclusive), rows likewise. May lie
 * partly outside the image, never empty.
 *
 * @param x leftmost column
 * @param y topmost row
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
public record PixelRect(int x, int y, int width, int height) {

    public PixelRect {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "width and height of a pixel rectangle must be at least 1, got " + width + " x " + height);
        }
        Math.addExact(x, width);
        Math.addExact(y, height);
    }

    /** First column to the right of the rectangle. */
    public int right() {
        return x + width;
    }

    /** First row below the rectangle. */
    public int bottom() {
        return y + height;
    }

    /** Number of pixels. */
    public long area() {
        return (long) width * height;
    }

    public boolean contains(PixelRect other) {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }

    /** The pixels that both rectangles hold, if any. */
    public Optional<PixelRect> intersection(PixelRect other) {
        int left = Math.max(x, other.x);
        int top = Math.max(y, other.y);
        int w = Math.min(right(), other.right()) - left;
        int h = Math.min(bottom(), other.bottom()) - top;
        return w > 0 && h > 0 ? Optional.of(new PixelRect(left, top, w, h)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "[x " + x + ".." + right() + ", y " + y + ".." + bottom() + "]";
    }
}
