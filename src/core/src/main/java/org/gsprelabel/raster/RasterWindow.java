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
