package org.gsprelabel.vectorize;

import java.util.Arrays;

/**
 * A mask of pixels, packed: 64 pixels a word, each row starting on a word of its own. Lies at an offset, so that a small
 * object in a large window needs little memory.
 */
public final class BitMask {

    private final int x;
    private final int y;
    private final int width;
    private final int height;
    private final int stride;
    private final long[] words;

    /**
     * An empty mask.
     *
     * @param x column of its left edge
     * @param y row of its upper edge
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     */
    public BitMask(int x, int y, int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("mask must have at least one pixel, got " + width + " x " + height);
        }
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
        this.stride = (width + 63) >>> 6;
        this.words = new long[Math.multiplyExact(stride, height)];
    }

    public int x() {
        return x;
    }

    public int y() {
        return y;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Number of words from a row to the next. */
    public int stride() {
        return stride;
    }

    /** The words themselves, not a copy; bits past the width are 0. */
    public long[] words() {
        return words;
    }

    /** Whether a pixel is set; column and row relative to the mask, false outside. */
    public boolean get(int column, int row) {
        return column >= 0
                && row >= 0
                && column < width
                && row < height
                && (words[row * stride + (column >>> 6)] & (1L << column)) != 0;
    }

    /** Sets a pixel; column and row relative to the mask and inside it. */
    public void set(int column, int row) {
        if (column < 0 || row < 0 || column >= width || row >= height) {
            throw new IndexOutOfBoundsException(
                    "pixel " + column + ", " + row + " of a mask of " + width + " x " + height);
        }
        words[row * stride + (column >>> 6)] |= 1L << column;
    }

    /** Sets the pixels of a row from a column (inclusive) to another (exclusive), relative to the mask and inside it. */
    public void setRun(int row, int from, int to) {
        if (row < 0 || row >= height || from < 0 || from >= to || to > width) {
            throw new IndexOutOfBoundsException(
                    "columns " + from + ".." + to + " of row " + row + " of a mask of " + width + " x " + height);
        }
        int first = row * stride + (from >>> 6);
        int last = row * stride + ((to - 1) >>> 6);
        long head = -1L << from;
        long tail = -1L >>> -to;
        if (first == last) {
            words[first] |= head & tail;
            return;
        }
        words[first] |= head;
        Arrays.fill(words, first + 1, last, -1L);
        words[last] |= tail;
    }

    public void clear(int column, int row) {
        if (get(column, row)) {
            words[row * stride + (column >>> 6)] &= ~(1L << column);
        }
    }

    /** Number of pixels set. */
    public long cardinality() {
        long count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }
}
