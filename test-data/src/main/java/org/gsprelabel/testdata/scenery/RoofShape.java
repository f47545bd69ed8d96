package org.gsprelabel.testdata.scenery;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Outlines of roofs around the origin, and their way into the image. */
final class RoofShape {

    private static final GeometryFactory FACTORY = new GeometryFactory();

    private RoofShape() {}

    static Polygon rectangle(double width, double depth) {
        return FACTORY.createPolygon(box(width / 2, depth / 2));
    }

    /** A rectangle without its upper right part; both wings are {@code wing} wide. */
    static Polygon angle(double width, double depth, double wing) {
        double w = width / 2;
        double d = depth / 2;
        return polygon(-w, -d, -w + wing, -d, -w + wing, d - wing, w, d - wing, w, d, -w, d, -w, -d);
    }

    /** A rectangle open to one side; all three wings are {@code wing} wide. */
    static Polygon horseshoe(double width, double depth, double wing) {
        double w = width / 2;
        double d = depth / 2;
        return polygon(
                -w, -d, -w + wing, -d, -w + wing, d - wing, w - wing, d - wing, w - wing, -d, w, -d, w, d, -w, d, -w,
                -d);
    }

    /** A rectangle around a courtyard; all four wings are {@code wing} wide. */
    static Polygon courtyard(double width, double depth, double wing) {
        LinearRing hole = box(width / 2 - wing, depth / 2 - wing);
        return FACTORY.createPolygon(box(width / 2, depth / 2), new LinearRing[] {hole});
    }

    /** The same shape, turned by an angle (x towards y) and moved so that its origin comes to a place. */
    static Polygon place(Polygon shape, double angle, double x, double y) {
        double c = StrictMath.cos(angle);
        double s = StrictMath.sin(angle);
        Polygon placed = (Polygon) shape.copy();
        placed.apply((Coordinate p) -> {
            double px = x + c * p.x - s * p.y;
            p.y = y + s * p.x + c * p.y;
            p.x = px;
        });
        placed.geometryChanged();
        return placed;
    }

    private static LinearRing box(double w, double d) {
        return ring(-w, -d, w, -d, w, d, -w, d, -w, -d);
    }

    private static Polygon polygon(double... xy) {
        return FACTORY.createPolygon(ring(xy));
    }

    private static LinearRing ring(double... xy) {
        Coordinate[] coordinates = new Coordinate[xy.length / 2];
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = new Coordinate(xy[2 * i], xy[2 * i + 1]);
        }
        return FACTORY.createLinearRing(coordinates);
    }
}
