package org.gsprelabel.merge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.MaskRasterizer;
import org.gsprelabel.vectorize.MaskVectorizer;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * The exact union of shapes whose edges are parallel to the axes, whatever their coordinates.
 *
 * <p>Coordinates are replaced by their ranks, the shapes united as masks of the cells between them, and ranks replaced by
 * coordinates again (coordinate compression). No coordinate is computed, so none is rounded.
 */
final class AxisParallelUnion {

    /** Above so many cells (2 MiB of bits) an overlay of geometries is cheaper. */
    private static final long MAX_CELLS = 1L << 24;

    private AxisParallelUnion() {}

    /**
     * The union, as polygons without vertices on straight lines; empty when an edge is not parallel to an axis, or the
     * shapes have too many different coordinates.
     */
    static Optional<List<Polygon>> of(List<Geometry> shapes) {
        Ordinates ordinates = new Ordinates();
        shapes.forEach(shape -> shape.apply(ordinates));
        if (!ordinates.axisParallel) {
            return Optional.empty();
        }
        double[] x = distinct(ordinates.x, ordinates.size);
        double[] y = distinct(ordinates.y, ordinates.size);
        int columns = x.length - 1;
        int rows = y.length - 1;
        if ((long) columns * rows > MAX_CELLS) {
            return Optional.empty();
        }
        BitMask cells = new BitMask(0, 0, columns, rows);
        for (Geometry shape : shapes) {
            Geometry ranked = shape.copy();
            ranked.apply(
                    new Replacement(value -> Arrays.binarySearch(x, value), value -> Arrays.binarySearch(y, value)));
            cells.or(MaskRasterizer.fill(ranked, new PixelRect(0, 0, columns, rows)));
        }
        List<Polygon> union = MaskVectorizer.polygons(cells);
        for (Polygon polygon : union) {
            polygon.apply(new Replacement(rank -> x[(int) rank], rank -> y[(int) rank]));
        }
        return Optional.of(union);
    }

    /** Whether all edges of a shape are parallel to an axis. */
    static boolean accepts(Geometry shape) {
        Ordinates ordinates = new Ordinates();
        shape.apply(ordinates);
        return ordinates.axisParallel;
    }

    private static double[] distinct(double[] values, int size) {
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        int count = 0;
        for (double value : sorted) {
            if (count == 0 || value != sorted[count - 1]) {
                sorted[count++] = value;
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /** Collects all ordinates, and whether all edges are parallel to an axis. */
    private static final class Ordinates implements CoordinateSequenceFilter {

        private double[] x = new double[16];
        private double[] y = new double[16];
        private int size;
        private boolean axisParallel = true;

        @Override
        public void filter(CoordinateSequence ring, int i) {
            if (size == x.length) {
                x = Arrays.copyOf(x, Math.multiplyExact(size, 2));
                y = Arrays.copyOf(y, Math.multiplyExact(size, 2));
            }
            // Adding 0 makes one zero of the two, which compare as different when sorted.
            x[size] = ring.getX(i) + 0.0;
            y[size] = ring.getY(i) + 0.0;
            size++;
            axisParallel &= i == 0 || ring.getX(i) == ring.getX(i - 1) || ring.getY(i) == ring.getY(i - 1);
        }

        @Override
        public boolean isDone() {
            return !axisParallel;
        }

        @Override
        public boolean isGeometryChanged() {
            return false;
        }
    }

    @FunctionalInterface
    private interface OrdinateMap {

        double map(double ordinate);
    }

    private record Replacement(OrdinateMap x, OrdinateMap y) implements CoordinateSequenceFilter {

        @Override
        public void filter(CoordinateSequence ring, int i) {
            ring.setOrdinate(i, CoordinateSequence.X, x.map(ring.getX(i) + 0.0));
            ring.setOrdinate(i, CoordinateSequence.Y, y.map(ring.getY(i) + 0.0));
        }

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public boolean isGeometryChanged() {
            return true;
        }
    }
}
