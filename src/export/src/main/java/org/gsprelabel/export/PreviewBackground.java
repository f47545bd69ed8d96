package org.gsprelabel.export;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.RasterSource;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.raster.SampleType;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.tile.PixelRect;

/**
 * The raster as a picture: the first three bands as red, green and blue, or the first as grey. Bytes are shown as they
 * are; other samples are stretched from their 2nd to their 98th percentile, each band by itself. Invalid pixels are light
 * grey, a band without data in a valid pixel is dark.
 */
final class PreviewBackground {

    private static final int NODATA_COLOUR = 0xE0E0E0;
    private static final double LOW = 0.02;
    private static final double HIGH = 0.98;
    /** So many native pixels a side are read at once: bounds the memory whatever the size of the raster. */
    private static final int BLOCK = 2048;

    private final RasterSource source;
    private final WorkingGrid grid;
    private final PixelRect rect;
    private final List<Integer> bands;
    private final int colours;
    /** Colour after colour, each row by row; NaN without data. */
    private final float[] samples;

    private PreviewBackground(RasterSource source, WorkingGrid grid, PixelRect rect) {
        this.source = source;
        this.grid = grid;
        this.rect = rect;
        this.bands = source.info().bands() >= 3 ? List.of(1, 2, 3) : List.of(1);
        this.colours = bands.size();
        this.samples = new float[Math.multiplyExact(colours, (int) rect.area())];
    }

    /**
     * Reads and draws.
     *
     * @param grid grid of the picture
     * @param rect part of it to draw
     */
    static BufferedImage draw(RasterSource source, WorkingGrid grid, PixelRect rect) {
        PreviewBackground background = new PreviewBackground(source, grid, rect);
        background.read();
        return background.picture();
    }

    private void read() {
        int blockWidth = (int) Math.max(1, BLOCK / grid.scaleX());
        int blockHeight = (int) Math.max(1, BLOCK / grid.scaleY());
        for (int y = rect.y(); y < rect.bottom(); y += blockHeight) {
            for (int x = rect.x(); x < rect.right(); x += blockWidth) {
                PixelRect block = new PixelRect(
                        x, y, Math.min(blockWidth, rect.right() - x), Math.min(blockHeight, rect.bottom() - y));
                copy(source.read(grid, block, bands));
            }
        }
    }

    private void copy(RasterWindow window) {
        PixelRect block = window.rect();
        for (int colour = 0; colour < colours; colour++) {
            for (int row = 0; row < block.height(); row++) {
                int start = index(colour, block.x() - rect.x(), block.y() - rect.y() + row);
                for (int column = 0; column < block.width(); column++) {
                    samples[start + column] =
                            window.isValid(column, row) ? window.sample(colour, column, row) : Float.NaN;
                }
            }
        }
    }

    private BufferedImage picture() {
        double[] low = new double[colours];
        double[] factor = new double[colours];
        RasterInfo info = source.info();
        for (int colour = 0; colour < colours; colour++) {
            double high = 255;
            if (info.sampleType() != SampleType.UINT8) {
                float[] sorted = sortedValid(colour);
                low[colour] = percentile(sorted, LOW);
                high = percentile(sorted, HIGH);
            }
            factor[colour] = high > low[colour] ? 255 / (high - low[colour]) : 0;
        }
        BufferedImage picture = new BufferedImage(rect.width(), rect.height(), BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < rect.height(); row++) {
            for (int column = 0; column < rect.width(); column++) {
                picture.setRGB(column, row, rgb(column, row, low, factor));
            }
        }
        return picture;
    }

    private int rgb(int column, int row, double[] low, double[] factor) {
        int rgb = 0;
        boolean hasData = false;
        for (int i = 0; i < 3; i++) {
            int colour = Math.min(i, colours - 1);
            float sample = samples[index(colour, column, row)];
            hasData |= !Float.isNaN(sample);
            // Of a NaN the level is 0.
            long level = Math.round((sample - low[colour]) * factor[colour]);
            rgb = rgb << 8 | (int) Math.max(0, Math.min(255, level));
        }
        return hasData ? rgb : NODATA_COLOUR;
    }

    private float[] sortedValid(int colour) {
        int size = (int) rect.area();
        float[] sorted = Arrays.copyOfRange(samples, colour * size, (colour + 1) * size);
        // NaN sorts last.
        Arrays.sort(sorted);
        int valid = size;
        while (valid > 0 && Float.isNaN(sorted[valid - 1])) {
            valid--;
        }
        return Arrays.copyOf(sorted, valid);
    }

    private static double percentile(float[] sorted, double fraction) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.round(fraction * (sorted.length - 1))];
    }

    private int index(int colour, int column, int row) {
        return (colour * rect.height() + row) * rect.width() + column;
    }
}
