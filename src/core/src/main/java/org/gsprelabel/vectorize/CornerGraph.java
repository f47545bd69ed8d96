package org.gsprelabel.vectorize;

import java.util.Arrays;

/**
 * The corners of a mask's boundary, each linked to one corner on its row and one on its column. Following the links,
 * horizontal and vertical in turn, walks a ring; every ring is simple, and its first corner in scan order (which is the
 * order of the corners' numbers) has its edges to the right and down.
 *
 * <p>Where two pixels touch at a corner only, there are two corners at one place. They are linked so that the rings of
 * different components stay apart, and so that a ring of one component never meets itself: it falls into two rings that
 * touch.
 */
final class CornerGraph {

    private final BitMask mask;

    private final int[] x;
    private final int[] y;
    private final int[] horizontal;
    private final int[] vertical;
    private final int[] component;
    private int count;

    /** First of the two corners at each place where two pixels touch diagonally. */
    private int[] diagonals = new int[16];

    private int diagonalCount;

    /** Upper corner of the lowest vertical edge found so far, by column. */
    private final int[] upper;

    CornerGraph(BitMask mask) {
        this.mask = mask;
        this.upper = new int[mask.width() + 1];
        // Counting takes far less time than arrays that grow.
        int corners = countCorners();
        this.x = new int[corners];
        this.y = new int[corners];
        this.horizontal = new int[corners];
        this.vertical = new int[corners];
        this.component = new int[corners];
        for (int row = 0; row <= mask.height(); row++) {
            addRow(row);
        }
        if (diagonalCount > 0) {
            splitRings();
        }
    }

    /** Number of corners. */
    int count() {
        return count;
    }

    /** Column of a corner, relative to the mask. */
    int x(int corner) {
        return x[corner];
    }

    /** Row of a corner, relative to the mask. */
    int y(int corner) {
        return y[corner];
    }

    /** The corner at the other end of the horizontal edge. */
    int horizontal(int corner) {
        return horizontal[corner];
    }

    /** The corner at the other end of the vertical edge. */
    int vertical(int corner) {
        return vertical[corner];
    }

    /**
     * For the first corner of a ring around background: an earlier corner, of another ring of the component that the
     * background lies in. -1 for the first corner of a ring around a component.
     */
    int earlierRing(int corner) {
        return component[corner];
    }

    /** Finds the corners on the line above a row; bit by bit only where the boundary turns. */
    private void addRow(int row) {
        long aboveCarry = 0;
        long belowCarry = 0;
        int open = -1;
        int lastWord = -1;
        long lastEdges = 0;
        for (int i = 0; i <= mask.width() >>> 6; i++) {
            long above = word(row - 1, i);
            long below = word(row, i);
            long edgesAbove = above ^ (above << 1 | aboveCarry);
            long edgesBelow = below ^ (below << 1 | belowCarry);
            aboveCarry = above >>> 63;
            belowCarry = below >>> 63;
            long diagonal = edgesAbove & edgesBelow & (above ^ below);
            long corners = (edgesAbove ^ edgesBelow) | diagonal;
            while (corners != 0) {
                long bit = corners & -corners;
                corners ^= bit;
                int column = (i << 6) + Long.numberOfTrailingZeros(bit);
                boolean fillsBelow = (below & bit) != 0;
                int corner = append(column, row);
                int right = corner;
                if (open >= 0) {
                    link(horizontal, open, corner);
                }
                if ((diagonal & bit) != 0) {
                    right = append(column, row);
                    addDiagonal(corner);
                    int down = fillsBelow ? right : corner;
                    link(vertical, upper[column], fillsBelow ? corner : right);
                    upper[column] = down;
                    open = right;
                } else {
                    open = open >= 0 ? -1 : corner;
                    if ((edgesAbove & bit) != 0) {
                        link(vertical, upper[column], corner);
                    } else {
                        upper[column] = corner;
                    }
                }
                if (open == right && !fillsBelow) {
                    long before = edgesBelow & (bit - 1);
                    if (before != 0) {
                        component[right] = upper[(i << 6) + 63 - Long.numberOfLeadingZeros(before)];
                    } else if (lastWord >= 0) {
                        component[right] = upper[(lastWord << 6) + 63 - Long.numberOfLeadingZeros(lastEdges)];
                    }
                }
            }
            if (edgesBelow != 0) {
                lastWord = i;
                lastEdges = edgesBelow;
            }
        }
    }

    private long word(int row, int i) {
        return row < 0 || row == mask.height() || i == mask.stride() ? 0 : mask.words()[row * mask.stride() + i];
    }

    /** As {@link #addRow} finds them: one where a row's edges begin or end, two where pixels touch diagonally. */
    private int countCorners() {
        long corners = 0;
        for (int row = 0; row <= mask.height(); row++) {
            long aboveCarry = 0;
            long belowCarry = 0;
            for (int i = 0; i <= mask.width() >>> 6; i++) {
                long above = word(row - 1, i);
                long below = word(row, i);
                long edgesAbove = above ^ (above << 1 | aboveCarry);
                long edgesBelow = below ^ (below << 1 | belowCarry);
                aboveCarry = above >>> 63;
                belowCarry = below >>> 63;
                corners += Long.bitCount(edgesAbove ^ edgesBelow)
                        + 2L * Long.bitCount(edgesAbove & edgesBelow & (above ^ below));
            }
        }
        return Math.toIntExact(corners);
    }

    private int append(int column, int row) {
        x[count] = column;
        y[count] = row;
        component[count] = -1;
        return count++;
    }

    private void addDiagonal(int corner) {
        if (diagonalCount == diagonals.length) {
            diagonals = Arrays.copyOf(diagonals, Math.multiplyExact(diagonalCount, 2));
        }
        diagonals[diagonalCount++] = corner;
    }

    private static void link(int[] links, int a, int b) {
        links[a] = b;
        links[b] = a;
    }

    /**
     * Splits the rings that meet themselves. So far, links go around pixels that are set, so each ring bounds one
     * component; the two pixels at a diagonal belong to the same component exactly when both corners lie on the same
     * ring. There the links must go around the background instead. The component connects its two pixels elsewhere and so
     * parts the two background pixels: the two rings that result never meet again.
     */
    private void splitRings() {
        int[] rings = rings();
        for (int i = 0; i < diagonalCount; i++) {
            int left = diagonals[i];
            int right = left + 1;
            if (rings[left] == rings[right]) {
                int ofLeft = vertical[left];
                int ofRight = vertical[right];
                link(vertical, left, ofRight);
                link(vertical, right, ofLeft);
            }
        }
    }

    private int[] rings() {
        int[] rings = new int[count];
        int ring = 0;
        for (int first = 0; first < count; first++) {
            if (rings[first] == 0) {
                ring++;
                int corner = first;
                do {
                    int across = horizontal[corner];
                    rings[corner] = ring;
                    rings[across] = ring;
                    corner = vertical[across];
                } while (corner != first);
            }
        }
        return rings;
    }
}
