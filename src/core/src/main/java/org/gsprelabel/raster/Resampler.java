package org.gsprelabel.raster;

import java.util.BitSet;
import org.gsprelabel.tile.PixelRect;

/**
 * Brings pixels of one grid to another with the same upper left corner: area average where a target pixel is larger
 * than a source pixel, bilinear where it is smaller, each axis by itself.
 *
 * <p>Guarantees: invalid source pixels count for nothing, nor does a NaN of a single band for that band, which is NaN
 * where nothing else is there; a target pixel is valid when valid source pixels make up at
 * least half of its weight, what lies outside the source counting as invalid; its value depends on its own position
 * alone, bit for bit, whatever rectangle it is asked for in. Memory is bounded: the source is read in blocks.
 */
public final class Resampler {

    /** Where source pixels come from. */
    @FunctionalInterface
    public interface Source {

        /**
         * Reads source pixels.
         *
         * @param rect inside the source
         */
        RasterWindow read(PixelRect rect);
    }

    /** Most samples of the source that are read at once. */
    public static final long BLOCK_SAMPLES = 1 << 22;

    /** Sums of weights that are a half by definition may come out a little less. */
    private static final double HALF = 0.5 - 1e-9;

    private final int sourceWidth;
    private final int sourceHeight;
    private final int bands;
    private final long blockPixels;
    private final double ratioX;
    private final double ratioY;

    /**
     * @param sourceWidth pixels of the source
     * @param sourceHeight pixels of the source
     * @param bands number of bands
     * @param storedBands number of bands that the source holds in memory while it reads these: blocks are smaller then
     * @param ratioX source columns per target column
     * @param ratioY source rows per target row
     */
    public Resampler(int sourceWidth, int sourceHeight, int bands, int storedBands, double ratioX, double ratioY) {
        if (!(ratioX > 0 && ratioY > 0) || Double.isInfinite(ratioX) || Double.isInfinite(ratioY)) {
            throw new IllegalArgumentException(
                    "ratios of a resampler must be positive numbers, got " + ratioX + " x " + ratioY);
        }
        this.sourceWidth = sourceWidth;
        this.sourceHeight = sourceHeight;
        this.bands = bands;
        this.blockPixels = BLOCK_SAMPLES / Math.max(bands, storedBands);
        this.ratioX = ratioX;
        this.ratioY = ratioY;
    }

    /**
     * The pixels of a rectangle of the target grid.
     *
     * @param target in target pixels, x and y not negative
     */
    public RasterWindow resample(Source source, PixelRect target) {
        AxisWeights columns = AxisWeights.of(target.x(), target.width(), ratioX, sourceWidth);
        AxisWeights rows = AxisWeights.of(target.y(), target.height(), ratioY, sourceHeight);
        int area = Math.toIntExact(target.area());
        float[] samples = new float[Math.multiplyExact(bands, area)];
        BitSet valid = new BitSet(area);
        int blockWidth = blockWidth(target.width());
        int blockHeight = blockHeight(blockWidth);
        for (int top = 0; top < target.height(); top += blockHeight) {
            int bottom = Math.min(target.height(), top + blockHeight);
            for (int left = 0; left < target.width(); left += blockWidth) {
                int right = Math.min(target.width(), left + blockWidth);
                if (columns.isEmpty(left, right) || rows.isEmpty(top, bottom)) {
                    continue;
                }
                int x = columns.first(left);
                int y = rows.first(top);
                RasterWindow block = source.read(new PixelRect(x, y, columns.end(right) - x, rows.end(bottom) - y));
                for (int row = top; row < bottom; row++) {
                    for (int column = left; column < right; column++) {
                        if (mix(block, columns, column, rows, row, samples, row * target.width() + column, area)) {
                            valid.set(row * target.width() + column);
                        }
                    }
                }
            }
        }
        return new RasterWindow(target, bands, samples, valid);
    }

    /** Writes one target pixel; true when it is valid. */
    private boolean mix(
            RasterWindow block,
            AxisWeights columns,
            int column,
            AxisWeights rows,
            int row,
            float[] samples,
            int index,
            int area) {
        PixelRect rect = block.rect();
        float[] source = block.samples();
        BitSet sourceValid = block.valid();
        int sourceArea = (int) rect.area();
        double weight = 0;
        for (int band = 0; band < bands; band++) {
            double sum = 0;
            double validWeight = 0;
            double bandWeight = 0;
            for (int j = 0; j < rows.count(row); j++) {
                double rowWeight = rows.weight(row, j);
                int line = (rows.source(row) + j - rect.y()) * rect.width() + columns.source(column) - rect.x();
                for (int i = 0; i < columns.count(column); i++) {
                    if (sourceValid.get(line + i)) {
                        double share = rowWeight * columns.weight(column, i);
                        float sample = source[band * sourceArea + line + i];
                        validWeight += share;
                        if (!Float.isNaN(sample)) {
                            bandWeight += share;
                            sum += share * sample;
                        }
                    }
                }
            }
            samples[band * area + index] = bandWeight > 0 ? (float) (sum / bandWeight) : Float.NaN;
            weight = validWeight;
        }
        return weight >= HALF;
    }

    private int blockWidth(int width) {
        int columns = width;
        while (columns > 1 && sourcePixels(columns, 1) > blockPixels) {
            columns = (columns + 1) / 2;
        }
        return columns;
    }

    private int blockHeight(int width) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE / 2.0, (double) blockPixels / sourcePixels(width, 1)));
    }

    private double sourcePixels(int columns, int rows) {
        return Math.max(1, columns * ratioX) * Math.max(1, rows * ratioY);
    }
}
