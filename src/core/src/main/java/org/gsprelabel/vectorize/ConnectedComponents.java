package org.gsprelabel.vectorize;

import java.util.Arrays;
import java.util.List;
import org.gsprelabel.tile.PixelRect;

/**
 * Takes a mask apart into its connected components.
 *
 * <p>Every set pixel lies in exactly one component; two set pixels that are neighbours lie in the same one. Each component
 * is cropped to its bounding box, in the coordinate frame of the mask. They come in scan order of their first pixel: row
 * by row, left to right.
 *
 * <p>Runs instead of pixels are labelled, with union-find: L. He, Y. Chao and K. Suzuki, "A Run-Based Two-Scan Labeling
 * Algorithm", IEEE Transactions on Image Processing 17(5), 2008.
 */
public final class ConnectedComponents {

    private final BitMask mask;

    /** How many columns beyond its ends a run reaches into the rows above and below. */
    private final int reach;

    /** Row, first column and column after the last of each run. */
    private int[] rows = new int[64];

    private int[] starts = new int[64];
    private int[] ends = new int[64];

    /** A run of the same component that comes before this one, or the run itself when it is the component's first. */
    private int[] parents = new int[64];

    private int runs;

    private ConnectedComponents(BitMask mask, Connectivity connectivity) {
        this.mask = mask;
        this.reach = connectivity == Connectivity.EIGHT ? 1 : 0;
    }

    /** The 4-connected components of a mask; none when no pixel is set. */
    public static List<BitMask> of(BitMask mask) {
        return of(mask, Connectivity.FOUR);
    }

    /** The components of a mask; none when no pixel is set. */
    public static List<BitMask> of(BitMask mask, Connectivity connectivity) {
        ConnectedComponents components = new ConnectedComponents(mask, connectivity);
        components.label();
        return components.crop();
    }

    /**
     * The pixels of the components that are small and do not reach certain sides.
     *
     * @param maxArea most pixels of a small component
     * @param inside in the coordinates of the mask: components with a pixel outside are left away, however small
     */
    static BitMask small(BitMask mask, Connectivity connectivity, long maxArea, PixelRect inside) {
        ConnectedComponents components = new ConnectedComponents(mask, connectivity);
        components.label();
        return components.select(maxArea, inside);
    }

    private BitMask select(long maxArea, PixelRect inside) {
        int left = inside.x() - mask.x();
        int top = inside.y() - mask.y();
        long[] areas = new long[runs];
        for (int run = 0; run < runs; run++) {
            boolean reaches = rows[run] < top
                    || rows[run] >= top + inside.height()
                    || starts[run] < left
                    || ends[run] > left + inside.width();
            // once above the limit, an area stays above it: that of a whole mask fits many times into the rest
            areas[root(run)] += reaches ? 1L << 40 : ends[run] - starts[run];
        }
        BitMask selected = new BitMask(mask.x(), mask.y(), mask.width(), mask.height());
        for (int run = 0; run < runs; run++) {
            if (areas[root(run)] <= maxArea) {
                selected.setRun(rows[run], starts[run], ends[run]);
            }
        }
        return selected;
    }

    private void label() {
        int above = 0;
        for (int row = 0; row < mask.height(); row++) {
            int first = runs;
            appendRuns(row);
            joinRows(above, first);
            above = first;
        }
    }

    private void appendRuns(int row) {
        long[] words = mask.words();
        int base = row * mask.stride();
        int start = -1;
        for (int i = 0; i < mask.stride(); i++) {
            long word = words[base + i];
            if ((word == 0 && start < 0) || (word == -1L && start >= 0)) {
                continue;
            }
            long changes = word ^ (word << 1) ^ (start >= 0 ? 1 : 0);
            while (changes != 0) {
                int column = (i << 6) + Long.numberOfTrailingZeros(changes);
                if (start < 0) {
                    start = column;
                } else {
                    append(row, start, column);
                    start = -1;
                }
                changes &= changes - 1;
            }
        }
        if (start >= 0) {
            append(row, start, mask.width());
        }
    }

    private void append(int row, int start, int end) {
        if (runs == rows.length) {
            int capacity = Math.multiplyExact(runs, 2);
            rows = Arrays.copyOf(rows, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            parents = Arrays.copyOf(parents, capacity);
        }
        rows[runs] = row;
        starts[runs] = start;
        ends[runs] = end;
        parents[runs] = runs;
        runs++;
    }

    /** Joins the runs of a row, from {@code first} on, with those of the row above that are their neighbours. */
    private void joinRows(int above, int first) {
        int upper = above;
        int lower = first;
        while (upper < first && lower < runs) {
            if (starts[upper] < ends[lower] + reach && starts[lower] < ends[upper] + reach) {
                join(upper, lower);
            }
            if (ends[upper] < ends[lower]) {
                upper++;
            } else {
                lower++;
            }
        }
    }

    private void join(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        // The earlier run stays the root, so that roots come in scan order.
        parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    private int root(int run) {
        int current = run;
        while (parents[current] != current) {
            parents[current] = parents[parents[current]];
            current = parents[current];
        }
        return current;
    }

    private List<BitMask> crop() {
        int[] labels = new int[runs];
        int count = 0;
        for (int run = 0; run < runs; run++) {
            int root = root(run);
            labels[run] = root == run ? count++ : labels[root];
        }
        int[] left = new int[count];
        int[] right = new int[count];
        int[] top = new int[count];
        int[] bottom = new int[count];
        Arrays.fill(left, Integer.MAX_VALUE);
        Arrays.fill(top, -1);
        for (int run = 0; run < runs; run++) {
            int label = labels[run];
            left[label] = Math.min(left[label], starts[run]);
            right[label] = Math.max(right[label], ends[run]);
            top[label] = top[label] < 0 ? rows[run] : top[label];
            bottom[label] = rows[run] + 1;
        }
        BitMask[] components = new BitMask[count];
        for (int label = 0; label < count; label++) {
            components[label] = new BitMask(
                    mask.x() + left[label],
                    mask.y() + top[label],
                    right[label] - left[label],
                    bottom[label] - top[label]);
        }
        for (int run = 0; run < runs; run++) {
            int label = labels[run];
            components[label].setRun(rows[run] - top[label], starts[run] - left[label], ends[run] - left[label]);
        }
        return List.of(components);
    }
}
