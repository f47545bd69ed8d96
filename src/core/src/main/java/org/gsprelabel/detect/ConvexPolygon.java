package org.gsprelabel.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A convex polygon in pixels, real numbers, its vertices in order around it.
 *
 * @param vertices at least 3; the last one is joined to the first
 */
public record ConvexPolygon(List<Vertex> vertices) {

    /** A place in pixels. */
    public record Vertex(double x, double y) {}

    /** What a horizontal line has inside a polygon: from left to right. */
    public record Span(double left, double right) {}

    public ConvexPolygon {
        vertices = List.copyOf(vertices);
        if (vertices.size() < 3) {
            throw new IllegalArgumentException("convex polygon must have at least 3 vertices, got " + vertices);
        }
    }

    /** A polygon of coordinates x, y, x, y, ... */
    static ConvexPolygon of(double... coordinates) {
        List<Vertex> vertices = new ArrayList<>(coordinates.length / 2);
        for (int i = 0; i + 1 < coordinates.length; i += 2) {
            vertices.add(new Vertex(coordinates[i], coordinates[i + 1]));
        }
        return new ConvexPolygon(vertices);
    }

    /** The polygon with each coordinate mapped; a linear map of each axis keeps it convex. */
    ConvexPolygon map(DoubleUnaryOperator mapX, DoubleUnaryOperator mapY) {
        return new ConvexPolygon(vertices.stream()
                .map(v -> new Vertex(mapX.applyAsDouble(v.x), mapY.applyAsDouble(v.y)))
                .toList());
    }

    public double minX() {
        return vertices.stream().mapToDouble(Vertex::x).min().orElseThrow();
    }

    public double minY() {
        return vertices.stream().mapToDouble(Vertex::y).min().orElseThrow();
    }

    public double maxX() {
        return vertices.stream().mapToDouble(Vertex::x).max().orElseThrow();
    }

    public double maxY() {
        return vertices.stream().mapToDouble(Vertex::y).max().orElseThrow();
    }

    public double area() {
        return Math.abs(turn(vertices)) / 2;
    }

    /** Twice the area, positive when the vertices turn from the x to the y axis. */
    private static double turn(List<Vertex> vertices) {
        // about the first vertex, so that places far from the origin lose no digits
        Vertex origin = vertices.get(0);
        double twice = 0;
        for (int i = 1; i + 1 < vertices.size(); i++) {
            twice += cross(origin, vertices.get(i), vertices.get(i + 1));
        }
        return twice;
    }

    private static double cross(Vertex origin, Vertex a, Vertex b) {
        return (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y);
    }

    /** Area that lies in both: what is left after cutting along every side of the other; 0 when that has no area. */
    public double sharedArea(ConvexPolygon other) {
        double side = Math.signum(turn(other.vertices));
        if (side == 0) {
            return 0;
        }
        List<Vertex> shared = vertices;
        Vertex from = other.vertices.get(other.vertices.size() - 1);
        for (Vertex to : other.vertices) {
            shared = cut(shared, from, to, side);
            if (shared.size() < 3) {
                return 0;
            }
            from = to;
        }
        return Math.abs(turn(shared)) / 2;
    }

    /** What lies on one side of the line from a vertex to another: 1 for the one towards which the y axis lies from the x axis. */
    private static List<Vertex> cut(List<Vertex> polygon, Vertex start, Vertex end, double side) {
        List<Vertex> kept = new ArrayList<>(polygon.size() + 1);
        Vertex from = polygon.get(polygon.size() - 1);
        double fromInside = side * cross(start, end, from);
        for (Vertex to : polygon) {
            double toInside = side * cross(start, end, to);
            if ((fromInside > 0 && toInside < 0) || (fromInside < 0 && toInside > 0)) {
                double part = fromInside / (fromInside - toInside);
                kept.add(new Vertex(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part));
            }
            if (toInside >= 0) {
                kept.add(to);
            }
            from = to;
            fromInside = toInside;
        }
        return kept;
    }

    /**
     * What lies in an axis-parallel box; empty when that has no area. Vertices that are cut off are replaced by points exactly
     * on the box's sides (I. E. Sutherland and G. W. Hodgman, "Reentrant Polygon Clipping", CACM 17(1), 1974).
     */
    public Optional<ConvexPolygon> clippedTo(Box box) {
        List<Vertex> clipped = cut(vertices, true, box.minX(), 1);
        clipped = cut(clipped, true, box.maxX(), -1);
        clipped = cut(clipped, false, box.minY(), 1);
        clipped = cut(clipped, false, box.maxY(), -1);
        if (clipped.size() < 3) {
            return Optional.empty();
        }
        ConvexPolygon polygon = new ConvexPolygon(clipped);
        return polygon.area() > 0 ? Optional.of(polygon) : Optional.empty();
    }

    /** What the horizontal line at y has inside; empty when it misses the polygon, or only touches it at its top or bottom. */
    public Optional<Span> spanAt(double y) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        Vertex from = vertices.get(vertices.size() - 1);
        for (Vertex to : vertices) {
            if ((from.y <= y) != (to.y <= y)) {
                double x = from.x + (to.x - from.x) * ((y - from.y) / (to.y - from.y));
                left = Math.min(left, x);
                right = Math.max(right, x);
            }
            from = to;
        }
        return left <= right ? Optional.of(new Span(left, right)) : Optional.empty();
    }

    /**
     * What lies on one side of a line parallel to an axis.
     *
     * @param vertical whether the line is {@code x = limit}, else {@code y = limit}
     * @param side 1 to keep what lies above the limit, -1 to keep what lies below
     */
    private static List<Vertex> cut(List<Vertex> polygon, boolean vertical, double limit, int side) {
        List<Vertex> kept = new ArrayList<>(polygon.size() + 1);
        for (int i = 0; i < polygon.size(); i++) {
            Vertex from = polygon.get(i);
            Vertex to = polygon.get((i + 1) % polygon.size());
            double fromInside = side * ((vertical ? from.x : from.y) - limit);
            double toInside = side * ((vertical ? to.x : to.y) - limit);
            if (fromInside >= 0) {
                kept.add(from);
            }
            if ((fromInside > 0 && toInside < 0) || (fromInside < 0 && toInside > 0)) {
                double part = fromInside / (fromInside - toInside);
                kept.add(
                        vertical
                                ? new Vertex(limit, from.y + (to.y - from.y) * part)
                                : new Vertex(from.x + (to.x - from.x) * part, limit));
            }
        }
        return kept;
    }
}
