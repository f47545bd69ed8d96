package org.gsprelabel.testdata.scenery;

import java.util.Arrays;
import java.util.List;

/**
 * Fills polygons (even-odd rule) with the part of each pixel that they cover: exact along a row, {@value #LINES} sample
 * lines down a pixel.
 */
final class Coverage {

    private static final int LINES = 4;

    private Coverage() {}

    /** Receives one pixel of a window that a polygon covers in part or whole. */
    @FunctionalInterface
    interface Sink {
        /** @param coverage more than 0, up to 1 */
        void accept(int x, int y, double coverage);
    }

    /**
     * Calls the sink for each pixel of the window that the polygon covers, row by row.
     *
     * @param rings closed rings as x, y, x, y, ...
     */
    static void fill(List<double[]> rings, Window window, Sink sink) {
        Extent extent = Extent.of(rings);
        int top = Math.max(window.y(), (int) Math.floor(extent.minY()));
        int bottom = Math.min(window.bottom(), (int) Math.ceil(extent.maxY()));
        int left = Math.max(window.x(), (int) Math.floor(extent.minX()));
        int right = Math.min(window.right(), (int) Math.ceil(extent.maxX()));
        if (left >= right) {
            return;
        }
        double[] row = new double[right - left];
        double[] crossings =
                new double[rings.stream().mapToInt(ring -> ring.length / 2).sum()];
        for (int y = top; y < bottom; y++) {
            Arrays.fill(row, 0);
            for (int line = 0; line < LINES; line++) {
                int count = crossings(rings, y + (line + 0.5) / LINES, crossings);
                for (int i = 0; i + 1 < count; i += 2) {
                    addSpan(row, left, crossings[i], crossings[i + 1]);
                }
            }
            for (int i = 0; i < row.length; i++) {
                if (row[i] > 0) {
                    sink.accept(left + i, y, Math.min(1, row[i] / LINES));
                }
            }
        }
    }

    private static int crossings(List<double[]> rings, double y, double[] into) {
        int count = 0;
        for (double[] ring : rings) {
            for (int i = 0; i + 3 < ring.length; i += 2) {
                double y0 = ring[i + 1];
                double y1 = ring[i + 3];
                if (y0 <= y != y1 <= y) {
                    into[count++] = ring[i] + (y - y0) / (y1 - y0) * (ring[i + 2] - ring[i]);
                }
            }
        }
        Arrays.sort(into, 0, count);
        return count;
    }

    private static void addSpan(double[] row, int left, double from, double to) {
        int first = Math.max(left, (int) Math.floor(from));
        int last = Math.min(left + row.length - 1, (int) Math.floor(to));
        for (int x = first; x <= last; x++) {
            row[x - left] += Math.max(0, Math.min(x + 1.0, to) - Math.max(x, from));
        }
    }

    private record Extent(double minX, double minY, double maxX, double maxY) {

        static Extent of(List<double[]> rings) {
            double minX = Double.POSITIVE_INFINITY;
            double minY = Double.POSITIVE_INFINITY;
            double maxX = Double.NEGATIVE_INFINITY;
            double maxY = Double.NEGATIVE_INFINITY;
            for (double[] ring : rings) {
                for (int i = 0; i + 1 < ring.length; i += 2) {
                    minX = Math.min(minX, ring[i]);
                    maxX = Math.max(maxX, ring[i]);
                    minY = Math.min(minY, ring[i + 1]);
                    maxY = Math.max(maxY, ring[i + 1]);
                }
            }
            return new Extent(minX, minY, maxX, maxY);
        }
    }
}
