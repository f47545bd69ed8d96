package org.gsprelabel.raster;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.gsprelabel.model.ValueRange;
import org.gsprelabel.tile.PixelRect;

/**
 * Finds the radiometry of a coverage once, before its tiles run.
 *
 * <p>Percentiles are order statistics (nearest rank: the least value that at least p percent of the sample do not exceed)
 * of the finite samples of valid pixels. The sample is fixed by the grid and the pixels alone: the whole raster up to
 * 1024 pixels a side, else a lattice of 8 windows of 128 pixels along that side, each in the middle of its eighth. A band
 * that has no usable sample in these windows, as in a mosaic with a few small islands of data, is looked up again in
 * lattices of 16, 32 and 64 windows a side, until one holds a sample.
 */
public final class RadiometryEstimator {

    private static final int FEWEST_WINDOWS = 8;
    private static final int MOST_WINDOWS = 64;
    private static final int WINDOW_SIZE = 128;
    private static final double AUTO_LOW = 2;
    private static final double AUTO_HIGH = 98;

    private RadiometryEstimator() {}

    /** As {@link #estimate(RasterSource, WorkingGrid, ValueRange, List, Runnable)}, for as long as it takes. */
    public static Radiometry estimate(RasterSource source, WorkingGrid grid, ValueRange range, List<Integer> bands) {
        return estimate(source, grid, range, bands, () -> {});
    }

    /**
     * The radiometry for some bands. Reads pixels for percentiles only.
     *
     * <p>A band without a usable sample in the finest lattice, which hardly holds anything, gets the range 0 to 1; a band whose percentiles are the same value v gets v to v
     * + 1, so that v becomes 0.
     *
     * @param bands band numbers from 1, in channel order
     * @param poll called before each window that is read; what it throws ends the estimate
     * @throws IllegalArgumentException when the raster has no such band
     * @throws RasterException when pixels cannot be read
     */
    public static Radiometry estimate(
            RasterSource source, WorkingGrid grid, ValueRange range, List<Integer> bands, Runnable poll) {
        RasterInfo info = source.info();
        info.requireBands(bands);
        if (range instanceof ValueRange.Fixed fixed) {
            return uniform(fixed.min(), fixed.max(), bands.size());
        }
        if (range instanceof ValueRange.Percentiles percentiles) {
            return percentiles(source, grid, bands, percentiles.low(), percentiles.high(), poll);
        }
        return info.sampleType() == SampleType.UINT8
                ? uniform(0, 255, bands.size())
                : percentiles(source, grid, bands, AUTO_LOW, AUTO_HIGH, poll);
    }

    private static Radiometry uniform(double min, double max, int channels) {
        return new Radiometry(Collections.nCopies(channels, new Radiometry.Range(min, max)));
    }

    private static Radiometry percentiles(
            RasterSource source, WorkingGrid grid, List<Integer> bands, double low, double high, Runnable poll) {
        List<FloatSample> samples = bands.stream().map(FloatSample::new).toList();
        int windows = FEWEST_WINDOWS;
        gather(source, grid, samples, windows, poll);
        while (windows < MOST_WINDOWS && Math.max(grid.width(), grid.height()) > windows * WINDOW_SIZE) {
            List<FloatSample> empty =
                    samples.stream().filter(sample -> sample.size == 0).toList();
            if (empty.isEmpty()) {
                break;
            }
            windows *= 2;
            gather(source, grid, empty, windows, poll);
        }
        return new Radiometry(
                samples.stream().map(sample -> sample.range(low, high)).toList());
    }

    /** Adds to the samples what their bands hold in a lattice with so many windows a side. */
    private static void gather(
            RasterSource source, WorkingGrid grid, List<FloatSample> samples, int windows, Runnable poll) {
        List<Integer> bands = samples.stream().map(sample -> sample.band).toList();
        for (int y : starts(grid.height(), windows)) {
            for (int x : starts(grid.width(), windows)) {
                poll.run();
                int width = Math.min(WINDOW_SIZE, grid.width() - x);
                int height = Math.min(WINDOW_SIZE, grid.height() - y);
                RasterWindow window = source.read(grid, new PixelRect(x, y, width, height), bands);
                for (int channel = 0; channel < bands.size(); channel++) {
                    samples.get(channel).addValid(window, channel);
                }
            }
        }
    }

    /** First pixels of the windows along a side. */
    private static int[] starts(int length, int windows) {
        if (length <= windows * WINDOW_SIZE) {
            int[] starts = new int[(length + WINDOW_SIZE - 1) / WINDOW_SIZE];
            Arrays.setAll(starts, i -> i * WINDOW_SIZE);
            return starts;
        }
        int[] starts = new int[windows];
        Arrays.setAll(starts, i -> (int) ((2L * i + 1) * length / (2 * windows)) - WINDOW_SIZE / 2);
        return starts;
    }

    /** A growing sample of one band. */
    private static final class FloatSample {

        private final int band;
        private float[] values = new float[1024];
        private int size;

        FloatSample(int band) {
            this.band = band;
        }

        void addValid(RasterWindow window, int channel) {
            float[] samples = window.samples();
            int base = Math.toIntExact(channel * window.rect().area());
            window.valid().stream().forEach(pixel -> add(samples[base + pixel]));
        }

        private void add(float value) {
            if (!Float.isFinite(value)) {
                return;
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        Radiometry.Range range(double low, double high) {
            if (size == 0) {
                return new Radiometry.Range(0, 1);
            }
            Arrays.sort(values, 0, size);
            double min = percentile(low);
            double max = percentile(high);
            return new Radiometry.Range(min, max > min ? max : Math.max(min + 1, Math.nextUp((float) min)));
        }

        private float percentile(double percent) {
            int rank = (int) Math.ceil(percent / 100 * size);
            return values[Math.max(0, rank - 1)];
        }
    }
}
