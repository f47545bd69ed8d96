package org.gsprelabel.raster;

import java.util.BitSet;
import org.gsprelabel.tile.PixelRect;

/**
 * Raw samples of a window, with the mask of valid pixels. Band after band, each row by row; the arrays are the window's
 * own and must not be changed by readers.
 */
public final class RasterWindow {

    private final PixelRect rect;
    private final int bands;
    private final float[] samples;
    private final BitSet valid;

    /**
     * @param rect where the window lies, in working pixels
     * @param bands number of bands
     * @param samples {@code bands * height * width} values; those of invalid
     *     pixels are arbitrary, NaN in a valid pixel tells that this band has no data there
     * @param valid bit {@code row * width + column} (relative to the window) tells a valid pixel
     */
    public RasterWindow(PixelRect rect, int bands, float[] samples, BitSet valid) {
        long expected = bands * rect.area();
        if (samples.length != expected) {
            throw new IllegalArgumentException("window " + rect + " with " + bands + " bands needs " + expected
                    + " samples, got " + samples.length);
        }
        this.rect = rect;
        this.bands = bands;
        this.samples = samples;
        this.valid = valid;
    }

    /**
     * A part of the window, copied.
     *
     * @param part inside the window, in working pixels
     */
    public RasterWindow part(PixelRect part) {
        if (!rect.contains(part)) {
            throw new IllegalArgumentException("part " + part + " must lie in the window " + rect);
        }
        float[] samples = new float[Math.toIntExact(bands * part.area())];
        BitSet valid = new BitSet(Math.toIntExact(part.area()));
        for (int row = 0; row < part.height(); row++) {
            int from = (part.y() - rect.y() + row) * rect.width() + part.x() - rect.x();
            int to = row * part.width();
            for (int band = 0; band < bands; band++) {
                System.arraycopy(
                        this.samples,
                        band * rect.width() * rect.height() + from,
                        samples,
                        band * part.width() * part.height() + to,
                        part.width());
            }
            int end = from + part.width();
            int set = this.valid.nextSetBit(from);
            while (set >= 0 && set < end) {
                int clear = Math.min(this.valid.nextClearBit(set), end);
                valid.set(to + set - from, to + clear - from);
                set = this.valid.nextSetBit(clear);
            }
        }
        return new RasterWindow(part, bands, samples, valid);
    }

    public PixelRect rect() {
        return rect;
    }

    public int bands() {
        return bands;
    }

    /** The samples themselves, not a copy. */
    public float[] samples() {
        return samples;
    }

    /** The valid mask itself, not a copy. */
    public BitSet valid() {
        return valid;
    }

    public boolean isValid(int column, int row) {
        return valid.get(row * rect.width() + column);
    }

    public float sample(int band, int column, int row) {
        return samples[(band * rect.height() + row) * rect.width() + column];
    }
}
