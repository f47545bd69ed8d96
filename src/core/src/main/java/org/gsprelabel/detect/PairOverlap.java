package org.gsprelabel.detect;

/** How much two objects overlap. */
@FunctionalInterface
public interface PairOverlap {

    /** From 0, nothing in common, to 1; the same for both orders. */
    double of(int a, int b);
}
