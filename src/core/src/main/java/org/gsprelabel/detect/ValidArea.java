package org.gsprelabel.detect;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.ConvexPolygon.Span;
import org.gsprelabel.vectorize.BitMask;

/**
 * The part of a window that lies inside the raster, and which of its pixels are valid. Says what a detection has there.
 *
 * <p>What a model sees in the reflection beyond the raster's edge is no object: that part of a detection is cut off and
 * not counted. Of the rest, masks are cut to the valid pixels, and boxes, oriented ones too, must have at least a share of
 * them: how far a mask reaches into nodata says nothing, since the model saw the samples beside it there.
 */
public final class ValidArea {

    /**
     * A mask cut to its valid pixels.
     *
     * @param mask valid pixels of the mask
     * @param inside pixels of the mask inside the raster
     * @param valid pixels of the mask that are valid
     */
    private record Cut(BitMask mask, long inside, long valid) {}

    private final int width;
    private final int height;
    private final int stride;
    private final BitSet valid;
    private final boolean allValid;

    /**
     * @param stride width of the window, from one row of {@code valid} to the next
     * @param width columns of the window inside the raster
     * @param height rows of the window inside the raster
     */
    public ValidArea(int stride, int width, int height, BitSet valid) {
        this.stride = stride;
        this.width = width;
        this.height = height;
        this.valid = valid;
        this.allValid = valid.cardinality() == (long) width * height;
    }

    /**
     * What a detection has here: a shape of the same kind, not empty, the corners of boxes being multiples of a part of a pixel
     * ({@link Candidate#FRACTIONS}). Empty, and counted, where it has nothing, or too little that is valid.
     *
     * @param minValidFraction least part of a box or polygon that must be valid, 0..1
     */
    public Optional<Shape> part(Shape shape, double minValidFraction, RejectionCounts rejections) {
        if (shape instanceof Shape.OfBox box) {
            return part(box.box(), minValidFraction, rejections).map(Shape.OfBox::new);
        }
        if (shape instanceof Shape.OfPolygon polygon) {
            return part(polygon.polygon(), minValidFraction, rejections).map(Shape.OfPolygon::new);
        }
        return part(((Shape.OfMask) shape).mask(), rejections).map(Shape.OfMask::new);
    }

    private Optional<Box> part(Box box, double minValidFraction, RejectionCounts rejections) {
        double left = Math.max(0, Candidate.snapped(box.minX()));
        double top = Math.max(0, Candidate.snapped(box.minY()));
        double right = Math.min(width, Candidate.snapped(box.maxX()));
        double bottom = Math.min(height, Candidate.snapped(box.maxY()));
        if (!(left < right && top < bottom)) {
            rejections.add(nothingOf(box.minX(), box.minY()));
            return Optional.empty();
        }
        if (!allValid && validFraction(left, top, right, bottom) < minValidFraction) {
            rejections.add(Rejection.NODATA);
            return Optional.empty();
        }
        return Optional.of(new Box(left, top, right, bottom));
    }

    private Optional<ConvexPolygon> part(ConvexPolygon polygon, double minValidFraction, RejectionCounts rejections) {
        Optional<ConvexPolygon> inside = polygon.clippedTo(new Box(0, 0, width, height));
        if (inside.isEmpty()) {
            rejections.add(nothingOf(polygon.minX(), polygon.minY()));
            return Optional.empty();
        }
        if (!allValid && validFraction(inside.get()) < minValidFraction) {
            rejections.add(Rejection.NODATA);
            return Optional.empty();
        }
        return inside;
    }

    /** Why nothing is left of a shape that begins at a place. */
    private Rejection nothingOf(double minX, double minY) {
        return minX >= width || minY >= height ? Rejection.OUTSIDE_RASTER : Rejection.EMPTY_SHAPE;
    }

    private Optional<BitMask> part(BitMask mask, RejectionCounts rejections) {
        if (mask.cardinality() == 0) {
            rejections.add(Rejection.EMPTY_SHAPE);
            return Optional.empty();
        }
        if (allValid && holds(mask)) {
            return Optional.of(mask);
        }
        Cut cut = cut(mask);
        if (cut.valid == 0) {
            rejections.add(cut.inside == 0 ? Rejection.OUTSIDE_RASTER : Rejection.NODATA);
            return Optional.empty();
        }
        return Optional.of(cut.mask);
    }

    /** Whether the mask lies inside the raster altogether. */
    private boolean holds(BitMask mask) {
        return mask.x() >= 0 && mask.y() >= 0 && mask.x() + mask.width() <= width && mask.y() + mask.height() <= height;
    }

    private Cut cut(BitMask mask) {
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
    private double validFraction(double left, double top, double right, double bottom) {
        return validFraction(top, bottom, row -> Optional.of(new Span(left, right)));
    }

    /** The same for a polygon. */
    private double validFraction(ConvexPolygon polygon) {
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
