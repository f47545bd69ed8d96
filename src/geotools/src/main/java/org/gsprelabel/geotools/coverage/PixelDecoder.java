package org.gsprelabel.geotools.coverage;

import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.geotools.coverage.grid.GridCoverage2D;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.raster.SampleType;
import org.gsprelabel.tile.PixelRect;
import org.jspecify.annotations.Nullable;

/**
 * Makes samples and the valid mask of stored pixels.
 *
 * <p>An alpha band, the last one, is no data but decides validity; so do nodata values: a pixel is invalid when every
 * band asked for holds one, or NaN. Where only some bands do, the value is a measurement that happens to be the same if the
 * type is unsigned (pure red with nodata 0, a saturated band with nodata 255), and missing (NaN) if it is signed or a
 * fraction, where nodata lies outside of what is measured.
 *
 * <p>Color palettes of at most 256 entries become red, green and blue; nodata then means the index, and entries that are
 * fully transparent are invalid. Other palettes are there to draw numbers, and the numbers are the data.
 */
final class PixelDecoder {

    private final @Nullable IndexColorModel palette;
    private final int bands;
    private final int alphaBand;
    private final float[][] noData;
    private final SampleType sampleType;

    private PixelDecoder(
            @Nullable IndexColorModel palette, int bands, int alphaBand, float[][] noData, SampleType sampleType) {
        this.palette = palette;
        this.bands = bands;
        this.alphaBand = alphaBand;
        this.noData = noData;
        this.sampleType = sampleType;
    }

    static PixelDecoder of(GridCoverage2D coverage) {
        RenderedImage image = coverage.getRenderedImage();
        SampleModel samples = image.getSampleModel();
        ColorModel colors = image.getColorModel();
        int stored = samples.getNumBands();
        float[][] noData = noData(NoDataValues.of(coverage), stored);
        if (stored == 1 && colors instanceof IndexColorModel palette && isColored(palette)) {
            return new PixelDecoder(palette, 3, -1, noData, SampleType.UINT8);
        }
        boolean alpha = stored > 1 && isAlphaLast(image, colors, stored);
        return new PixelDecoder(
                null, alpha ? stored - 1 : stored, alpha ? stored - 1 : -1, noData, sampleType(samples));
    }

    /** Number of data bands. */
    int bands() {
        return bands;
    }

    SampleType sampleType() {
        return sampleType;
    }

    /**
     * @param raster the stored pixels of the rectangle
     * @param rect where they lie
     * @param wanted numbers from 1 of the data bands to decode, in this order
     */
    RasterWindow decode(Raster raster, PixelRect rect, List<Integer> wanted) {
        int area = Math.toIntExact(rect.area());
        float[] samples = new float[Math.multiplyExact(wanted.size(), area)];
        BitSet valid =
                palette != null ? expand(palette, raster, samples, area, wanted) : copy(raster, samples, area, wanted);
        return new RasterWindow(rect, wanted.size(), samples, valid);
    }

    private BitSet copy(Raster raster, float[] samples, int area, List<Integer> wanted) {
        BitSet valid = new BitSet(area);
        boolean mayHoldNaN = sampleType == SampleType.FLOAT32 || sampleType == SampleType.FLOAT64;
        boolean isUnsigned = sampleType == SampleType.UINT8 || sampleType == SampleType.UINT16;
        for (int channel = 0; channel < wanted.size(); channel++) {
            int band = wanted.get(channel) - 1;
            int start = channel * area;
            BandReader.read(raster, band, samples, start);
            float[] excluded = noData[band];
            if (excluded.length == 0 && !mayHoldNaN) {
                valid.set(0, area);
                continue;
            }
            for (int i = 0; i < area; i++) {
                if (!isNoData(samples[start + i], excluded)) {
                    valid.set(i);
                } else if (!isUnsigned) {
                    samples[start + i] = Float.NaN;
                }
            }
        }
        if (alphaBand >= 0) {
            float[] alpha = new float[area];
            BandReader.read(raster, alphaBand, alpha, 0);
            for (int i = 0; i < area; i++) {
                if (alpha[i] == 0) {
                    valid.clear(i);
                }
            }
        }
        return valid;
    }

    private BitSet expand(IndexColorModel colors, Raster raster, float[] samples, int area, List<Integer> wanted) {
        float[] indices = new float[area];
        BandReader.read(raster, 0, indices, 0);
        int[] argb = new int[colors.getMapSize()];
        colors.getRGBs(argb);
        int[] shifts = wanted.stream().mapToInt(band -> 8 * (3 - band)).toArray();
        BitSet valid = new BitSet(area);
        for (int i = 0; i < area; i++) {
            int index = (int) indices[i];
            if (index >= argb.length) {
                continue;
            }
            int color = argb[index];
            for (int channel = 0; channel < wanted.size(); channel++) {
                samples[channel * area + i] = color >> shifts[channel] & 0xFF;
            }
            if (color >>> 24 != 0 && !isNoData(indices[i], noData[0])) {
                valid.set(i);
            }
        }
        return valid;
    }

    private static boolean isNoData(float sample, float[] excluded) {
        for (float value : excluded) {
            if (sample == value) {
                return true;
            }
        }
        return Float.isNaN(sample);
    }

    private static float[][] noData(List<Set<Double>> values, int stored) {
        float[][] bands = new float[stored][];
        for (int band = 0; band < stored; band++) {
            Set<Double> own = band < values.size() ? values.get(band) : Set.of();
            float[] floats = new float[own.size()];
            int i = 0;
            for (double value : own) {
                // Compared as floats: a float raster's nodata is often written with fewer digits than a double has.
                floats[i++] = (float) value;
            }
            bands[band] = floats;
        }
        return bands;
    }

    private static boolean isColored(IndexColorModel palette) {
        int[] argb = new int[palette.getMapSize()];
        palette.getRGBs(argb);
        return argb.length <= 256
                && Arrays.stream(argb)
                        .anyMatch(color -> color >>> 24 != 0
                                && ((color >> 16 & 0xFF) != (color & 0xFF) || (color >> 8 & 0xFF) != (color & 0xFF)));
    }

    private static boolean isAlphaLast(RenderedImage image, @Nullable ColorModel colors, int stored) {
        int type = image.getSampleModel().getDataType();
        // Color models are often made up from the number of bands: two are taken for gray and alpha, four for colors
        // and alpha. Believed where the samples could be alpha, and the file does not say otherwise.
        if (colors != null
                && colors.hasAlpha()
                && colors.getNumComponents() == stored
                && (image.getSampleModel().getSampleSize(0) <= 8 || type == DataBuffer.TYPE_USHORT)) {
            return ImageReaders.of(image)
                    .map(reader -> !ImageReaders.saysNoAlpha(reader))
                    .orElse(true);
        }
        return false;
    }

    private static SampleType sampleType(SampleModel samples) {
        int type = samples.getDataType();
        if (samples.getSampleSize(0) <= 8) {
            // Packed pixels, such as four bytes in an int, have small samples in a large type.
            return SampleType.UINT8;
        }
        return switch (type) {
            case DataBuffer.TYPE_USHORT -> SampleType.UINT16;
            case DataBuffer.TYPE_SHORT -> SampleType.INT16;
            case DataBuffer.TYPE_INT -> SampleType.INT32;
            case DataBuffer.TYPE_FLOAT -> SampleType.FLOAT32;
            case DataBuffer.TYPE_DOUBLE -> SampleType.FLOAT64;
            default -> throw new IllegalArgumentException("samples of AWT data type " + type + " cannot be read");
        };
    }
}
