package org.gsprelabel.pipeline;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.gsprelabel.detect.ConvexPolygon;
import org.gsprelabel.detect.ConvexPolygon.Span;
import org.gsprelabel.vectorize.BitMask;

/** The part of a window that lies inside the raster, and which of its pixels are valid. */
final class ValidArea {

    /**
     * A mask cut to its valid pixels.
     *
     * @param mask valid pixels of the mask
     * @param inside pixels of the mask inside the raster
     * @param valid pixels of the mask that are valid
     */
    record Cut(BitMask mask, long inside, long valid) {}

    final int width;
    final int height;
    private final int stride;
    private final BitSet valid;
    private final boolean allValid;

    /**
     * @param stride width of the window, from one row of {@code valid} to the next
     * @param width columns of the window inside the raster
     * @param height rows of the window inside the raster
     */
    ValidArea(int stride, int width, int height, BitSet valid) {
        this.stride = stride;
        this.width = width;
        this.height = height;
        this.valid = valid;
        this.allValid = valid.cardinality() == (long) width * height;
    }

    /** Whether every pixel inside the raster is valid. */
    boolean isAllValid() {
        return allValid;
    }

    /** Whether the mask lies inside the raster altogether. */
    boolean holds(BitMask mask) {
        return mask.x() >= 0 && mask.y() >= 0 && mask.x() + mask.width() <= width && mask.y() + mask.height() <= height;
    }

    Cut cut(BitMask mask) {
        BitMask kept = new BitMask(mask.x(), mask.y(), mask.width(), mask.height());
        long inside = 0;
        long valids = 0;
        for (int row = 0; row < mask.height(); row++) {
            for (int column = 0; column < mask.width(); column++) {
                if (mask.get(column, row) && isInside(mask.x() + column, mask.y() + row)) {
                    inside++;
                    if (isValid(mask.x() + column, mask.y() + row)) {
                        valids++;
                        kept.set(column, row);
                    }
                }
            }
        }
        return new Cut(kept, inside, valids);
    }

    /** Part of the pixels whose centre lies in a box that is valid; 1 where the box holds no centre. */
    double validFraction(double left, double top, double right, double bottom) {
        return validFraction(top, bottom, row -> Optional.of(new Span(left, right)));
    }

    /** The same for a polygon. */
    double validFraction(ConvexPolygon polygon) {
        return validFraction(polygon.minY(), polygon.maxY(), polygon::spanAt);
    }

    private double validFraction(double top, double bottom, DoubleFunction<Optional<Span>> spanAt) {
        long count = 0;
        long valids = 0;
        for (int row = firstCentre(top); row < firstCentre(bottom); row++) {
            Optional<Span> span = spanAt.apply(row + 0.5);
            if (span.isEmpty()) {
                continue;
            }
            int end = firstCentre(span.get().right());
            for (int column = firstCentre(span.get().left()); column < end; column++) {
                count++;
                if (isValid(column, row)) {
                    valids++;
                }
            }
        }
        return count == 0 ? 1 : (double) valids / count;
    }

    /** The first pixel whose centre is not left of (or above) a coordinate. */
    private static int firstCentre(double coordinate) {
        return (int) Math.ceil(coordinate - 0.5);
    }

    private boolean isInside(int column, int row) {
        return column >= 0 && row >= 0 && column < width && row < height;
    }

    private boolean isValid(int column, int row) {
        return valid.get(row * stride + column);
    }
}
