package org.gsprelabel.vectorize;

import java.util.Arrays;
import java.util.Optional;
import org.gsprelabel.tile.PixelRect;

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

    /** The smallest rectangle around the pixels that are set, at the mask's offset; empty when none is. */
    public Optional<PixelRect> bounds() {
        int top = -1;
        int bottom = -1;
        int left = width;
        int right = -1;
        for (int row = 0; row < height; row++) {
            for (int i = 0; i < stride; i++) {
                long word = words[row * stride + i];
                if (word != 0) {
                    top = top < 0 ? row : top;
                    bottom = row;
                    left = Math.min(left, (i << 6) + Long.numberOfTrailingZeros(word));
                    right = Math.max(right, (i << 6) + 63 - Long.numberOfLeadingZeros(word));
                }
            }
        }
        return top < 0
                ? Optional.empty()
                : Optional.of(new PixelRect(x + left, y + top, right - left + 1, bottom - top + 1));
    }

    /** Number of pixels set in both masks, each at its own offset. */
    public long sharedPixels(BitMask other) {
        int left = Math.max(x, other.x);
        int right = Math.min(x + width, other.x + other.width);
        int top = Math.max(y, other.y);
        int bottom = Math.min(y + height, other.y + other.height);
        long count = 0;
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column += Long.SIZE) {
                long shared = bits(row - y, column - x) & other.bits(row - other.y, column - other.x);
                count += Long.bitCount(shared);
            }
        }
        return count;
    }

    /** Adds the pixels of another mask, at its own offset, which must lie inside this one. */
    public void or(BitMask other) {
        int right = other.x + other.width;
        if (other.x < x || other.y < y || right > x + width || other.y + other.height > y + height) {
            throw new IllegalArgumentException("mask of " + other.width + " x " + other.height + " at " + other.x + ", "
                    + other.y + " leaves the mask of " + width + " x " + height + " at " + x + ", " + y);
        }
        int first = (other.x - x) >>> 6;
        int last = (right - 1 - x) >>> 6;
        for (int row = 0; row < other.height; row++) {
            int base = (row + other.y - y) * stride;
            for (int i = first; i <= last; i++) {
                words[base + i] |= other.bits(row, x + (i << 6) - other.x);
            }
        }
    }

    /** The pixels that are not set, at the same offset. */
    public BitMask inverse() {
        BitMask inverse = new BitMask(x, y, width, height);
        long last = -1L >>> -width;
        for (int i = 0; i < words.length; i++) {
            inverse.words[i] = ~words[i] & ((i + 1) % stride == 0 ? last : -1L);
        }
        return inverse;
    }

    /** The same pixels in the smallest mask that holds them; nothing when no pixel is set. */
    public Optional<BitMask> trimmed() {
        long[] any = new long[stride];
        int top = height;
        int bottom = 0;
        for (int row = 0; row < height; row++) {
            long set = 0;
            for (int i = 0; i < stride; i++) {
                long word = words[row * stride + i];
                any[i] |= word;
                set |= word;
            }
            if (set != 0) {
                top = Math.min(top, row);
                bottom = row + 1;
            }
        }
        if (top == height) {
            return Optional.empty();
        }
        int first = 0;
        while (any[first] == 0) {
            first++;
        }
        int last = stride - 1;
        while (any[last] == 0) {
            last--;
        }
        int left = (first << 6) + Long.numberOfTrailingZeros(any[first]);
        int right = (last << 6) + Long.SIZE - Long.numberOfLeadingZeros(any[last]);
        BitMask trimmed = new BitMask(x + left, y + top, right - left, bottom - top);
        for (int row = 0; row < trimmed.height; row++) {
            for (int i = 0; i < trimmed.stride; i++) {
                trimmed.words[row * trimmed.stride + i] = bits(top + row, left + (i << 6));
            }
        }
        return Optional.of(trimmed);
    }

    /** The part of the mask in a rectangle, in a frame that fits; nothing when no pixel is set there. */
    public Optional<BitMask> partIn(PixelRect rectangle) {
        PixelRect frame = new PixelRect(x, y, width, height);
        return rectangle.contains(frame)
                ? Optional.of(this)
                : frame.intersection(rectangle).flatMap(part -> within(part).trimmed());
    }

    /** The pixels of a rectangle, which may reach beyond the mask: there, none is set. */
    public BitMask within(PixelRect rectangle) {
        BitMask part = new BitMask(rectangle.x(), rectangle.y(), rectangle.width(), rectangle.height());
        long last = -1L >>> -part.width;
        int top = Math.max(0, y - part.y);
        int bottom = Math.min(part.height, y + height - part.y);
        for (int row = top; row < bottom; row++) {
            for (int i = 0; i < part.stride; i++) {
                part.words[row * part.stride + i] = bits(row + part.y - y, (i << 6) + part.x - x);
            }
            part.words[(row + 1) * part.stride - 1] &= last;
        }
        return part;
    }

    /**
     * 64 pixels of a row from a column on, the first in the lowest bit; column and row relative to the mask. Columns outside may be
     * asked for, and are 0.
     */
    public long bits(int row, int column) {
        int index = column >> 6;
        long low = word(row, index);
        return (column & 63) == 0 ? low : low >>> column | word(row, index + 1) << -column;
    }

    private long word(int row, int index) {
        return index < 0 || index >= stride ? 0 : words[row * stride + index];
    }
}
