package org.gsprelabel.merge;

/** How much two shapes agree, 0..1. */
public enum Agreement {
    /** Intersection over union: of the same place and the same size. */
    IOU,
    /**
     * Intersection over the smaller of the two: also of one that lies inside the other. Takes a part for its whole, so a
     * car on a roof is one with the roof when classes do not matter.
     */
    IOS;

    /** The area that the shared one is a part of. */
    double whole(double shared, double areaA, double areaB) {
        return this == IOU ? areaA + areaB - shared : Math.min(areaA, areaB);
    }
}
