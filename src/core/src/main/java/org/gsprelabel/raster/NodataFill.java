package org.gsprelabel.raster;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Gives pixels without data a sample from nearby, so that a model sees no artificial edge where the data ends. The valid
 * mask does not change.
 *
 * <p>A pixel takes the sample of the nearest pixel with data in its row (the left one of two equally near); a row
 * without data copies the nearest row with data (the upper one). Linear in the number of pixels. A single band that is
 * NaN in a valid pixel is filled likewise, and a band that is NaN throughout becomes 0. A window without a valid pixel
 * is left alone.
 */
final class NodataFill {

    private NodataFill() {}

    /** The window with all samples usable; the same window when there is nothing to fill. */
    static RasterWindow fill(RasterWindow window) {
        int pixels = Math.toIntExact(window.rect().area());
        int validPixels = window.valid().cardinality();
        if (validPixels == 0 || (validPixels == pixels && !holdsNaN(window.samples()))) {
            return window;
        }
        float[] samples = window.samples().clone();
        for (int band = 0; band < window.bands(); band++) {
            BitSet known = withoutNaN(window.valid(), samples, band * pixels);
            fillBand(
                    samples, band * pixels, window.rect().width(), window.rect().height(), known);
        }
        return new RasterWindow(window.rect(), window.bands(), samples, window.valid());
    }

    private static boolean holdsNaN(float[] samples) {
        boolean found = false;
        for (float sample : samples) {
            found |= Float.isNaN(sample);
        }
        return found;
    }

    private static BitSet withoutNaN(BitSet valid, float[] samples, int base) {
        BitSet known = (BitSet) valid.clone();
        for (int pixel = known.nextSetBit(0); pixel >= 0; pixel = known.nextSetBit(pixel + 1)) {
            if (Float.isNaN(samples[base + pixel])) {
                known.clear(pixel);
            }
        }
        return known;
    }

    private static void fillBand(float[] samples, int base, int width, int height, BitSet known) {
        int lastKnownRow = -1;
        for (int row = 0; row < height; row++) {
            int first = known.nextSetBit(row * width);
            if (first < 0 || first >= (row + 1) * width) {
                continue;
            }
            fillRow(samples, base, row * width, (row + 1) * width, known);
            copyToGap(samples, base, width, lastKnownRow, row, height);
            lastKnownRow = row;
        }
        if (lastKnownRow < 0) {
            Arrays.fill(samples, base, base + width * height, 0);
        } else {
            copyToGap(samples, base, width, lastKnownRow, height, height);
        }
    }

    /** Fills the pixels from {@code start} to {@code end}, of which at least one is known. */
    private static void fillRow(float[] samples, int base, int start, int end, BitSet known) {
        int gap = known.nextClearBit(start);
        while (gap < end) {
            int next = known.nextSetBit(gap);
            boolean hasRight = next >= 0 && next < end;
            int gapEnd = hasRight ? next : end;
            for (int i = gap; i < gapEnd; i++) {
                boolean fromLeft = gap > start && (!hasRight || i - (gap - 1) <= next - i);
                samples[base + i] = samples[base + (fromLeft ? gap - 1 : next)];
            }
            gap = known.nextClearBit(gapEnd);
        }
    }

    /** Copies the nearer of two known rows into those between; -1 above and the height below stand for no row. */
    private static void copyToGap(float[] samples, int base, int width, int above, int below, int height) {
        for (int row = above + 1; row < below; row++) {
            boolean fromAbove = above >= 0 && (below == height || row - above <= below - row);
            int from = fromAbove ? above : below;
            System.arraycopy(samples, base + from * width, samples, base + row * width, width);
        }
    }
}
