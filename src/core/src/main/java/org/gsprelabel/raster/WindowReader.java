package org.gsprelabel.raster;

import java.util.BitSet;
import java.util.List;
import org.gsprelabel.tile.PixelRect;

/**
 * Reads windows that may hang over the edge of the raster, and gives every pixel a sample that is no object to a model.
 *
 * <p>Guarantees: valid pixels keep their samples, and no sample is NaN, unless the window has no valid pixel at all.
 * Pixels without data take a neighbour's sample ({@link NodataFill}). Pixels outside the raster mirror the part inside,
 * the edge pixel not repeated ({@code numpy.pad} mode {@code reflect}): {@code d c b | a b c d}; where the overhang is
 * longer than the part inside, the mirror image bounces back and forth. The answer depends on the pixels of the window
 * alone.
 */
public final class WindowReader {

    private final RasterSource source;
    private final WorkingGrid grid;
    private final PixelRect bounds;
    private final List<Integer> bands;

    /**
     * @param bands numbers from 1 of the bands that windows shall have, in channel order
     * @throws IllegalArgumentException when the raster has no such band
     */
    public WindowReader(RasterSource source, WorkingGrid grid, List<Integer> bands) {
        source.info().requireBands(bands);
        this.source = source;
        this.grid = grid;
        this.bounds = new PixelRect(0, 0, grid.width(), grid.height());
        this.bands = List.copyOf(bands);
    }

    /**
     * Reads a window.
     *
     * @param window in working pixels, at least one pixel inside the grid
     * @throws IllegalArgumentException when the window lies outside the grid
     * @throws RasterException when pixels cannot be read
     */
    public FilledWindow read(PixelRect window) {
        PixelRect inside = window.intersection(bounds)
                .orElseThrow(
                        () -> new IllegalArgumentException("window " + window + " lies outside the raster " + bounds));
        RasterWindow filled = NodataFill.fill(source.read(grid, inside, bands));
        return new FilledWindow(inside.equals(window) ? filled : reflected(filled, window), inside);
    }

    private static RasterWindow reflected(RasterWindow part, PixelRect window) {
        PixelRect inside = part.rect();
        int[] columns = mirror(inside.x() - window.x(), inside.width(), window.width());
        int[] rows = mirror(inside.y() - window.y(), inside.height(), window.height());
        float[] from = part.samples();
        float[] samples = new float[Math.toIntExact(part.bands() * window.area())];
        int target = 0;
        for (int band = 0; band < part.bands(); band++) {
            for (int row : rows) {
                int source = (band * inside.height() + row) * inside.width();
                for (int column : columns) {
                    samples[target++] = from[source + column];
                }
            }
        }
        return new RasterWindow(window, part.bands(), samples, moved(part, window));
    }

    private static BitSet moved(RasterWindow part, PixelRect window) {
        PixelRect inside = part.rect();
        BitSet valid = new BitSet(Math.toIntExact(window.area()));
        for (int row = 0; row < inside.height(); row++) {
            int from = row * inside.width();
            int shift = (inside.y() - window.y() + row) * window.width() + inside.x() - window.x() - from;
            int end = from + inside.width();
            for (int start = part.valid().nextSetBit(from); start >= 0 && start < end; ) {
                int stop = Math.min(end, part.valid().nextClearBit(start));
                valid.set(start + shift, stop + shift);
                start = part.valid().nextSetBit(stop);
            }
        }
        return valid;
    }

    /**
     * For each pixel along a side of the window the pixel of the part inside that it shows.
     *
     * @param before pixels of the window before the part inside
     * @param length of the part inside
     * @param total of the window
     */
    private static int[] mirror(int before, int length, int total) {
        int period = Math.max(1, 2 * (length - 1));
        int[] source = new int[total];
        for (int i = 0; i < total; i++) {
            int phase = Math.floorMod(i - before, period);
            source[i] = phase < length ? phase : period - phase;
        }
        return source;
    }
}
