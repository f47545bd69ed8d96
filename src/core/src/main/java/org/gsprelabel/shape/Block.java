package org.gsprelabel.shape;

import java.util.Comparator;

/**
 * A square of the image.
 *
 * @param row from the top; negative above the image
 * @param column from the left; negative left of the image
 */
public record Block(long row, long column) implements Comparable<Block> {

    /** Side in pixels. */
    public static final int SIDE = 512;

    private static final Comparator<Block> ORDER =
            Comparator.comparingLong(Block::row).thenComparingLong(Block::column);

    /** The block of a point; of one on a border, the block to the right and below. */
    static Block of(double x, double y) {
        return new Block((long) Math.floor(y / SIDE), (long) Math.floor(x / SIDE));
    }

    double left() {
        return (double) column * SIDE;
    }

    double top() {
        return (double) row * SIDE;
    }

    /** Whether a point lies on a border between blocks. */
    static boolean isOnBorder(double x, double y) {
        return x % SIDE == 0 || y % SIDE == 0;
    }

    /** Whether a point is one where four blocks meet. */
    public static boolean isCorner(double x, double y) {
        return x % SIDE == 0 && y % SIDE == 0;
    }

    @Override
    public int compareTo(Block other) {
        return ORDER.compare(this, other);
    }
}
