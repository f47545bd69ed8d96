package org.gsprelabel.detect;

import java.util.Optional;
import org.gsprelabel.vectorize.BitMask;

/** Where a detection lies, in pixels of its window. */
public sealed interface Shape {

    /** The smallest axis-parallel box around it; empty when it has no pixel. */
    Optional<Box> bounds();

    /** A box with real corners. */
    record OfBox(Box box) implements Shape {

        @Override
        public Optional<Box> bounds() {
            return Optional.of(box);
        }
    }

    /** A convex polygon with real corners: what a window shows of an oriented box. */
    record OfPolygon(ConvexPolygon polygon) implements Shape {

        @Override
        public Optional<Box> bounds() {
            return Optional.of(new Box(polygon.minX(), polygon.minY(), polygon.maxX(), polygon.maxY()));
        }
    }

    /** Whole pixels. */
    record OfMask(BitMask mask) implements Shape {

        @Override
        public Optional<Box> bounds() {
            return mask.bounds().map(rect -> new Box(rect.x(), rect.y(), rect.right(), rect.bottom()));
        }
    }
}
