package org.gsprelabel.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.candidate.Candidate;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * The union of two convex polygons that overlap, such as the turned boxes that two tiles give for one object: the parts of
 * either's edges that lie outside the other, one after the other.
 *
 * <p>Which side of an edge a corner lies on is decided exactly, in whole {@link Candidate#FRACTIONS}; only the places where
 * edges cross are rounded. Where that is not possible, or edges cross so close to each other that rounding decides, there is
 * no answer, and a general overlay has to find it.
 */
final class ConvexUnion {

    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** Differences of two coordinates and sums of their products stay within 64 bits. */
    private static final double LARGEST = 1 << 28;

    private final long[] ax;
    private final long[] ay;
    private final long[] bx;
    private final long[] by;
    private final Map<Coordinate, Coordinate> edges = new HashMap<>();
    private boolean hasFork;

    private ConvexUnion(long[][] a, long[][] b) {
        this.ax = a[0];
        this.ay = a[1];
        this.bx = b[0];
        this.by = b[1];
    }

    /**
     * Unites two shapes.
     *
     * @return a polygon without vertices on straight lines; empty when a shape is not convex, has coordinates between the
     *     fractions or many corners, when the two do not overlap, or nearly touch where they should cross
     */
    static Optional<Polygon> of(Geometry a, Geometry b) {
        long[][] ringA = ring(a);
        long[][] ringB = ring(b);
        return ringA == null || ringB == null ? Optional.empty() : new ConvexUnion(ringA, ringB).unite();
    }

    private Optional<Polygon> unite() {
        if (contains(ax, ay, bx, by)) {
            return Optional.of(polygon(corners(ax, ay)));
        }
        if (contains(bx, by, ax, ay)) {
            return Optional.of(polygon(corners(bx, by)));
        }
        // Where edges run along each other the one of the first polygon is taken.
        for (int i = 0; i < ax.length; i++) {
            addOutside(i, true);
        }
        for (int j = 0; j < bx.length; j++) {
            addOutside(j, false);
        }
        return hasFork ? Optional.empty() : closed();
    }

    /** What an edge has outside the other polygon: nothing, all, or a part at one or both of its ends. */
    private void addOutside(int edge, boolean first) {
        long[] x = first ? ax : bx;
        long[] y = first ? ay : by;
        long[] otherX = first ? bx : ax;
        long[] otherY = first ? by : ay;
        int next = (edge + 1) % x.length;
        double entry = 0;
        double exit = 1;
        int entryEdge = -1;
        int exitEdge = -1;
        for (int k = 0; k < otherX.length; k++) {
            long start = side(otherX, otherY, k, x[edge], y[edge]);
            long end = side(otherX, otherY, k, x[next], y[next]);
            boolean startsInside = first ? start > 0 : start >= 0;
            boolean endsInside = first ? end > 0 : end >= 0;
            if (!startsInside && !endsInside) {
                add(corner(x, y, edge), corner(x, y, next));
                return;
            }
            if (startsInside != endsInside) {
                double at = start / ((double) start - end);
                if (endsInside && (entryEdge < 0 || at > entry)) {
                    entry = at;
                    entryEdge = k;
                } else if (startsInside && (exitEdge < 0 || at < exit)) {
                    exit = at;
                    exitEdge = k;
                }
            }
        }
        if (entryEdge >= 0 && exitEdge >= 0 && entry >= exit) {
            add(corner(x, y, edge), corner(x, y, next));
            return;
        }
        if (entryEdge >= 0) {
            add(corner(x, y, edge), first ? crossing(edge, entryEdge) : crossing(entryEdge, edge));
        }
        if (exitEdge >= 0) {
            add(first ? crossing(edge, exitEdge) : crossing(exitEdge, edge), corner(x, y, next));
        }
    }

    private void add(Coordinate from, Coordinate to) {
        if (!from.equals2D(to)) {
            hasFork |= edges.put(from, to) != null;
        }
    }

    /** Where an edge of the first polygon meets one of the second: a corner if it lies on the other edge. */
    private Coordinate crossing(int a, int b) {
        int nextA = (a + 1) % ax.length;
        int nextB = (b + 1) % bx.length;
        if (side(ax, ay, a, bx[b], by[b]) == 0) {
            return corner(bx, by, b);
        }
        if (side(ax, ay, a, bx[nextB], by[nextB]) == 0) {
            return corner(bx, by, nextB);
        }
        long start = side(bx, by, b, ax[a], ay[a]);
        long end = side(bx, by, b, ax[nextA], ay[nextA]);
        if (start == 0) {
            return corner(ax, ay, a);
        }
        if (end == 0) {
            return corner(ax, ay, nextA);
        }
        double at = start / ((double) start - end);
        return new Coordinate(
                (ax[a] + at * (ax[nextA] - ax[a])) / Candidate.FRACTIONS,
                (ay[a] + at * (ay[nextA] - ay[a])) / Candidate.FRACTIONS);
    }

    /** The edges as one ring; empty when they are not. */
    private Optional<Polygon> closed() {
        List<Coordinate> ring = new ArrayList<>(edges.size());
        Coordinate start = corner(ax, ay, firstOutside());
        @Nullable Coordinate at = start;
        do {
            ring.add(at);
            at = edges.get(at);
        } while (at != null && !at.equals2D(start) && ring.size() <= edges.size());
        return at == null || ring.size() != edges.size()
                ? Optional.empty()
                : Optional.of(PieceUnion.withoutStraightVertices(polygon(ring)));
    }

    /** A corner of the first polygon that lies outside the second: there is one, since it is not contained. */
    private int firstOutside() {
        for (int i = 0; i < ax.length; i++) {
            for (int k = 0; k < bx.length; k++) {
                if (side(bx, by, k, ax[i], ay[i]) < 0) {
                    return i;
                }
            }
        }
        throw new IllegalStateException("a polygon that is not contained has a corner outside");
    }

    private static Polygon polygon(List<Coordinate> ring) {
        List<Coordinate> closed = new ArrayList<>(ring);
        closed.add(ring.get(0).copy());
        return FACTORY.createPolygon(closed.toArray(Coordinate[]::new));
    }

    private static boolean contains(long[] x, long[] y, long[] otherX, long[] otherY) {
        for (int k = 0; k < x.length; k++) {
            for (int i = 0; i < otherX.length; i++) {
                if (side(x, y, k, otherX[i], otherY[i]) < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Positive when a place lies inside of an edge, 0 on its line. */
    private static long side(long[] x, long[] y, int edge, long placeX, long placeY) {
        int next = (edge + 1) % x.length;
        return (x[next] - x[edge]) * (placeY - y[edge]) - (y[next] - y[edge]) * (placeX - x[edge]);
    }

    private static Coordinate corner(long[] x, long[] y, int index) {
        return new Coordinate((double) x[index] / Candidate.FRACTIONS, (double) y[index] / Candidate.FRACTIONS);
    }

    private static List<Coordinate> corners(long[] x, long[] y) {
        List<Coordinate> corners = new ArrayList<>(x.length);
        for (int i = 0; i < x.length; i++) {
            corners.add(corner(x, y, i));
        }
        return corners;
    }

    /** Corners of a convex polygon in whole fractions, the inside to the left, none on a straight line; null for other shapes. */
    private static long @Nullable [][] ring(Geometry shape) {
        if (Region.Convex.polygon(shape).isEmpty()) {
            return null;
        }
        Coordinate[] coordinates = ((Polygon) shape).getExteriorRing().getCoordinates();
        int size = coordinates.length - 1;
        long[] x = new long[size];
        long[] y = new long[size];
        for (int i = 0; i < size; i++) {
            double scaledX = coordinates[i].x * Candidate.FRACTIONS;
            double scaledY = coordinates[i].y * Candidate.FRACTIONS;
            if (!(Math.abs(scaledX) <= LARGEST && Math.abs(scaledY) <= LARGEST)
                    || scaledX != Math.rint(scaledX)
                    || scaledY != Math.rint(scaledY)) {
                return null;
            }
            x[i] = (long) scaledX;
            y[i] = (long) scaledY;
        }
        return turnedLeft(x, y);
    }

    private static long @Nullable [][] turnedLeft(long[] x, long[] y) {
        int size = x.length;
        long[] keptX = new long[size];
        long[] keptY = new long[size];
        int kept = 0;
        long turn = 0;
        for (int i = 0; i < size; i++) {
            long here = side(x, y, (i + size - 1) % size, x[(i + 1) % size], y[(i + 1) % size]);
            if (here != 0) {
                keptX[kept] = x[i];
                keptY[kept] = y[i];
                kept++;
                turn = here;
            }
        }
        if (kept < 3) {
            return null;
        }
        long[][] ring = {Arrays.copyOf(keptX, kept), Arrays.copyOf(keptY, kept)};
        if (turn < 0) {
            reverse(ring[0]);
            reverse(ring[1]);
        }
        return ring;
    }

    private static void reverse(long[] values) {
        for (int i = 0, j = values.length - 1; i < j; i++, j--) {
            long value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }
}
