package org.gsprelabel.shape;

import org.locationtech.jts.geom.Coordinate;

/** Distances to a segment, the same bits whichever end is called the first. */
final class Segment {

    private final Coordinate from;
    private final double dx;
    private final double dy;
    private final double square;

    Segment(Coordinate a, Coordinate b) {
        boolean forward = a.compareTo(b) < 0;
        from = forward ? a : b;
        Coordinate to = forward ? b : a;
        dx = to.x - from.x;
        dy = to.y - from.y;
        square = dx * dx + dy * dy;
    }

    double distance(Coordinate point) {
        double x = point.x - from.x;
        double y = point.y - from.y;
        double share = square == 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / square));
        return Math.hypot(x - share * dx, y - share * dy);
    }
}
