package org.gsprelabel.detect;

import org.gsprelabel.vectorize.BitMask;

/** Where a detection lies, in pixels of its window. */
public sealed interface Shape {

    /** A box with real corners. */
    record OfBox(Box box) implements Shape {}

    /** Whole pixels. */
    record OfMask(BitMask mask) implements Shape {}
}
