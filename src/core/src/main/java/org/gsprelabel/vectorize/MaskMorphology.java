package org.gsprelabel.vectorize;

import java.util.Arrays;
import java.util.Optional;
import org.gsprelabel.tile.PixelRect;

/**
 * Erosion, dilation, opening and closing of a mask by a disc, 64 pixels at a time.
 *
 * <p>The disc of radius r holds the pixels whose centres are at most r from the centre of the one in its middle: r = 1 is
 * that pixel and its four neighbours, 1.5 is 3 x 3 pixels, 2 is 13 pixels. Erosion leaves the pixels around which the whole
 * disc is set, dilation sets those around which any of it is; opening is erosion, then dilation, and closing the reverse.
 *
 * <p>A mask is a part of a window, and beyond the window nobody knows: there each pixel counts as the nearest one of the window,
 * so that what the window cuts is neither eroded from the cut nor grown along it. Opening and closing see the window
 * continued that way once, before their first step. This is {@code scipy.ndimage.binary_erosion} and its like with the disc
 * as structure, on the window padded by {@code numpy.pad(mode='edge')}.
 *
 * <p>A result holds within the window the pixels of the mask's frame grown by what the operation reaches; its frame may be
 * larger than its pixels, and it may have none.
 */
public final class MaskMorphology {

    private MaskMorphology() {}

    /**
     * @param mask inside the window
     * @param radius in pixels, from 0
     */
    public static BitMask erode(BitMask mask, PixelRect window, double radius) {
        int[] disc = disc(radius);
        return erode(extended(mask, window, reach(radius)), disc).within(frame(mask));
    }

    /**
     * @param mask inside the window
     * @param radius in pixels, from 0
     */
    public static BitMask dilate(BitMask mask, PixelRect window, double radius) {
        int[] disc = disc(radius);
        return dilate(extended(mask, window, reach(radius)), disc).within(grown(mask, window, reach(radius)));
    }

    /**
     * @param mask inside the window
     * @param radius in pixels, from 0
     */
    public static BitMask open(BitMask mask, PixelRect window, double radius) {
        int[] disc = disc(radius);
        return dilate(erode(extended(mask, window, 2 * reach(radius)), disc), disc)
                .within(frame(mask));
    }

    /**
     * @param mask inside the window
     * @param radius in pixels, from 0
     */
    public static BitMask close(BitMask mask, PixelRect window, double radius) {
        int[] disc = disc(radius);
        return erode(dilate(extended(mask, window, 2 * reach(radius)), disc), disc)
                .within(grown(mask, window, reach(radius)));
    }

    /** How many pixels along an axis the disc of a radius reaches. */
    static int reach(double radius) {
        return (int) radius;
    }

    /** Pixels to either side of the middle that the disc has, by the distance of the row from the middle one. */
    private static int[] disc(double radius) {
        if (!(radius >= 0 && radius <= 1 << 12)) {
            throw new IllegalArgumentException("radius must be from 0 to " + (1 << 12) + " pixels, got " + radius);
        }
        int[] halfWidths = new int[reach(radius) + 1];
        for (int row = 0; row < halfWidths.length; row++) {
            halfWidths[row] = (int) Math.sqrt(radius * radius - (double) row * row);
        }
        return halfWidths;
    }

    private static PixelRect frame(BitMask mask) {
        return new PixelRect(mask.x(), mask.y(), mask.width(), mask.height());
    }

    /** The frame of a mask with a rim, cut to the window. */
    private static PixelRect grown(BitMask mask, PixelRect window, int rim) {
        Optional<PixelRect> inside = rimmed(mask, rim).intersection(window);
        return inside.orElseThrow();
    }

    private static PixelRect rimmed(BitMask mask, int rim) {
        return new PixelRect(mask.x() - rim, mask.y() - rim, mask.width() + 2 * rim, mask.height() + 2 * rim);
    }

    /** The mask with a rim, as if the window went on with its outermost pixels. */
    private static BitMask extended(BitMask mask, PixelRect window, int rim) {
        if (!window.contains(frame(mask))) {
            throw new IllegalArgumentException(
                    "mask must lie inside its window " + window + ", got one at " + frame(mask));
        }
        BitMask wide = mask.within(rimmed(mask, rim));
        if (rim == 0) {
            return wide;
        }
        boolean left = mask.x() == window.x();
        boolean right = mask.x() + mask.width() == window.right();
        for (int row = rim; row < rim + mask.height(); row++) {
            if (left && wide.get(rim, row)) {
                wide.setRun(row, 0, rim);
            }
            if (right && wide.get(rim + mask.width() - 1, row)) {
                wide.setRun(row, rim + mask.width(), wide.width());
            }
        }
        int stride = wide.stride();
        for (int row = 0; row < rim; row++) {
            if (mask.y() == window.y()) {
                System.arraycopy(wide.words(), rim * stride, wide.words(), row * stride, stride);
            }
            if (mask.y() + mask.height() == window.bottom()) {
                int last = rim + mask.height() - 1;
                System.arraycopy(wide.words(), last * stride, wide.words(), (last + 1 + row) * stride, stride);
            }
        }
        return wide;
    }

    /** A disc looks the same from all sides, so what it leaves of the mask is what it leaves out around the background. */
    private static BitMask erode(BitMask mask, int[] disc) {
        return dilate(mask.inverse(), disc).inverse();
    }

    /** Each row is widened step by step, and laid over the rows above and below as soon as it is as wide as the disc is there. */
    private static BitMask dilate(BitMask mask, int[] disc) {
        BitMask result = new BitMask(mask.x(), mask.y(), mask.width(), mask.height());
        int stride = mask.stride();
        long lastWord = -1L >>> -mask.width();
        long[] line = new long[stride];
        for (int row = 0; row < mask.height(); row++) {
            System.arraycopy(mask.words(), row * stride, line, 0, stride);
            if (Arrays.stream(line).allMatch(word -> word == 0)) {
                continue;
            }
            int width = 0;
            for (int away = disc.length - 1; away >= 0; away--) {
                for (; width < disc[away]; width++) {
                    widen(line);
                    line[stride - 1] &= lastWord;
                }
                lay(line, result, row - away);
                lay(line, result, row + away);
            }
        }
        return result;
    }

    private static void widen(long[] line) {
        long before = 0;
        for (int i = 0; i < line.length; i++) {
            long word = line[i];
            long after = i + 1 < line.length ? line[i + 1] : 0;
            line[i] = word | word << 1 | before >>> 63 | word >>> 1 | after << 63;
            before = word;
        }
    }

    private static void lay(long[] line, BitMask result, int row) {
        if (row >= 0 && row < result.height()) {
            long[] words = result.words();
            int base = row * line.length;
            for (int i = 0; i < line.length; i++) {
                words[base + i] |= line[i];
            }
        }
    }
}
