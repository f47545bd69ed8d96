package org.gsprelabel.geotools.coverage;

import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferDouble;
import java.awt.image.DataBufferFloat;
import java.awt.image.DataBufferInt;
import java.awt.image.DataBufferShort;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;

/**
 * Copies one band of a raster into an array of floats, row by row. Rasters of components, as nearly all are, are read
 * from their arrays; the rest sample by sample.
 */
final class BandReader {

    private BandReader() {}

    static void read(Raster raster, int band, float[] target, int start) {
        if (!(raster.getSampleModel() instanceof ComponentSampleModel model)) {
            float[] samples = raster.getSamples(
                    raster.getMinX(), raster.getMinY(), raster.getWidth(), raster.getHeight(), band, (float[]) null);
            System.arraycopy(samples, 0, target, start, samples.length);
            return;
        }
        DataBuffer buffer = raster.getDataBuffer();
        int bank = model.getBankIndices()[band];
        int left = raster.getMinX() - raster.getSampleModelTranslateX();
        int top = raster.getMinY() - raster.getSampleModelTranslateY();
        int offset = buffer.getOffsets()[bank] + model.getBandOffsets()[band];
        int step = model.getPixelStride();
        int index = start;
        for (int row = 0; row < raster.getHeight(); row++) {
            int from = offset + (top + row) * model.getScanlineStride() + left * step;
            copyRow(buffer, bank, from, step, target, index, raster.getWidth());
            index += raster.getWidth();
        }
    }

    private static void copyRow(DataBuffer buffer, int bank, int from, int step, float[] target, int start, int count) {
        if (buffer instanceof DataBufferByte bytes) {
            byte[] data = bytes.getData(bank);
            for (int i = 0; i < count; i++) {
                target[start + i] = data[from + i * step] & 0xFF;
            }
        } else if (buffer instanceof DataBufferUShort shorts) {
            short[] data = shorts.getData(bank);
            for (int i = 0; i < count; i++) {
                target[start + i] = data[from + i * step] & 0xFFFF;
            }
        } else if (buffer instanceof DataBufferShort shorts) {
            short[] data = shorts.getData(bank);
            for (int i = 0; i < count; i++) {
                target[start + i] = data[from + i * step];
            }
        } else if (buffer instanceof DataBufferInt ints) {
            int[] data = ints.getData(bank);
            for (int i = 0; i < count; i++) {
                target[start + i] = data[from + i * step];
            }
        } else if (buffer instanceof DataBufferFloat floats) {
            float[] data = floats.getData(bank);
            for (int i = 0; i < count; i++) {
                target[start + i] = data[from + i * step];
            }
        } else if (buffer instanceof DataBufferDouble doubles) {
            double[] data = doubles.getData(bank);
            for (int i = 0; i < count; i++) {
                target[start + i] = (float) data[from + i * step];
            }
        } else {
            for (int i = 0; i < count; i++) {
                target[start + i] = buffer.getElemFloat(bank, from - buffer.getOffsets()[bank] + i * step);
            }
        }
    }
}
