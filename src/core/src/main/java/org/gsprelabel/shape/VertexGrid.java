package org.gsprelabel.shape;

import java.util.Arrays;
import java.util.BitSet;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;

/** Finds out whether a triangle holds vertices, by cells of a few pixels: in time that follows the triangle's area. */
final class VertexGrid {

    private static final int CELL = 4;
    private static final int SIDE = Block.SIDE / CELL + 1;

    /** Rounding may take a vertex this far beyond a border of the block, in pixels. */
    private static final double MARGIN = 1e-6;

    private final Coordinate[] vertices;
    private final BitSet live;
    private final double left;
    private final double top;
    private final int[] heads = new int[SIDE * SIDE];
    private final int[] next;

    VertexGrid(Block block, Coordinate[] vertices, BitSet live) {
        this.vertices = vertices;
        this.live = live;
        this.left = block.left();
        this.top = block.top();
        this.next = new int[vertices.length];
        Arrays.fill(heads, -1);
        for (int vertex = 0; vertex < vertices.length; vertex++) {
            int cell = cell(vertices[vertex].y - top) * SIDE + cell(vertices[vertex].x - left);
            next[vertex] = heads[cell];
            heads[cell] = vertex;
        }
    }

    /** Whether a live vertex other than the corners lies in a triangle or on its sides. */
    boolean anyWithin(int a, int b, int c) {
        return anyWithin(vertices[a], vertices[b], vertices[c], a, b, c);
    }

    /**
     * Whether a live vertex lies in a triangle or on its sides, three vertices excepted.
     *
     * @param p corner of the triangle, as are {@code q} and {@code r}
     */
    boolean anyWithin(Coordinate p, Coordinate q, Coordinate r, int a, int b, int c) {
        int turn = Orientation.index(p, q, r);
        if (turn == 0) {
            return false;
        }
        int firstRow = cell(Math.min(p.y, Math.min(q.y, r.y)) - top - MARGIN);
        int lastRow = cell(Math.max(p.y, Math.max(q.y, r.y)) - top + MARGIN);
        for (int row = firstRow; row <= lastRow; row++) {
            double from = top + row * CELL - MARGIN;
            double to = from + CELL + 2 * MARGIN;
            double least = Math.min(least(p, q, from, to), Math.min(least(q, r, from, to), least(r, p, from, to)));
            double most = -Math.min(-most(p, q, from, to), Math.min(-most(q, r, from, to), -most(r, p, from, to)));
            int lastColumn = cell(most - left + MARGIN);
            for (int column = cell(least - left - MARGIN); column <= lastColumn; column++) {
                for (int vertex = heads[row * SIDE + column]; vertex >= 0; vertex = next[vertex]) {
                    if (vertex != a && vertex != b && vertex != c && live.get(vertex)) {
                        Coordinate v = vertices[vertex];
                        if (Orientation.index(p, q, v) != -turn
                                && Orientation.index(q, r, v) != -turn
                                && Orientation.index(r, p, v) != -turn) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    /** Least x of what a segment has between two lines of equal y; infinite when it has nothing there. */
    private static double least(Coordinate a, Coordinate b, double from, double to) {
        return Math.max(a.y, b.y) < from || Math.min(a.y, b.y) > to
                ? Double.POSITIVE_INFINITY
                : Math.min(clipped(a, b, from, to), clipped(b, a, from, to));
    }

    private static double most(Coordinate a, Coordinate b, double from, double to) {
        return Math.max(a.y, b.y) < from || Math.min(a.y, b.y) > to
                ? Double.NEGATIVE_INFINITY
                : Math.max(clipped(a, b, from, to), clipped(b, a, from, to));
    }

    /** X of the end {@code a}, moved along the segment to between the lines. */
    private static double clipped(Coordinate a, Coordinate b, double from, double to) {
        double y = Math.min(Math.max(a.y, from), to);
        return y == a.y ? a.x : a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
    }

    private static int cell(double offset) {
        return (int) Math.min(SIDE - 1, Math.max(0, Math.floor(offset / CELL)));
    }
}
