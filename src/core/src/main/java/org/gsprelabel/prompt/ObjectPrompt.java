package org.gsprelabel.prompt;

import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygonal;

/**
 * What a client says of one object. At least one foreground point or an outline.
 *
 * @param id that the answer carries, not blank
 * @param className class that the answer gets, not blank
 * @param label text that goes with it
 * @param points in pixels of the working grid
 * @param outline what is known of the object's extent
 */
public record ObjectPrompt(
        String id, String className, Optional<String> label, List<Point> points, Optional<Outline> outline) {

    /**
     * @param x column in pixels of the working grid, finite
     * @param y row, finite
     * @param foreground whether the point is on the object
     */
    public record Point(double x, double y, boolean foreground) {
        public Point {
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                throw new IllegalArgumentException("a point must have finite coordinates, got " + x + ", " + y);
            }
        }
    }

    /**
     * What is known of an object's extent.
     *
     * @param shape polygon or multipolygon with an area, in pixels of the working grid
     * @param isBox whether only the extent of the shape is meant, not its outline
     */
    public record Outline(Geometry shape, boolean isBox) {
        public Outline {
            if (!(shape instanceof Polygonal) || !(shape.getEnvelopeInternal().getArea() > 0)) {
                throw new IllegalArgumentException("outline of a prompt must be a polygon with an area, got " + shape);
            }
        }
    }

    public ObjectPrompt {
        points = List.copyOf(points);
        if (id.isBlank() || className.isBlank()) {
            throw new IllegalArgumentException(
                    "id and class of a prompt must not be blank, got '" + id + "' and '" + className + "'");
        }
        if (!showsObject(points, outline)) {
            throw new IllegalArgumentException("prompt '" + id
                    + "' must have a point on the object, a box or a polygon, got background points only");
        }
    }

    /** Whether points and outline say where the object is. */
    public static boolean showsObject(List<Point> points, Optional<Outline> outline) {
        return outline.isPresent() || points.stream().anyMatch(Point::foreground);
    }

    /** The same prompt with other points and outline. */
    ObjectPrompt with(List<Point> otherPoints, Optional<Outline> otherOutline) {
        return new ObjectPrompt(id, className, label, otherPoints, otherOutline);
    }

    /** Extent of the outline and of all points. */
    public Envelope extent() {
        Envelope extent = foregroundExtent();
        points.forEach(point -> extent.expandToInclude(point.x, point.y));
        return extent;
    }

    /** Extent of the outline and of the points on the object. */
    public Envelope foregroundExtent() {
        Envelope extent =
                outline.map(known -> known.shape.getEnvelopeInternal().copy()).orElseGet(Envelope::new);
        points.stream().filter(Point::foreground).forEach(point -> extent.expandToInclude(point.x, point.y));
        return extent;
    }
}
