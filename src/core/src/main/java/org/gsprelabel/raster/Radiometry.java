package org.gsprelabel.raster;

import java.util.List;

/**
 * Maps raw samples to the unit range: {@code clamp((sample - min) / (max - min), 0, 1)}, in float arithmetic. One for the
 * whole coverage, so that neighbouring tiles agree.
 *
 * @param ranges one for each channel of the model's input, in channel order
 */
public record Radiometry(List<Range> ranges) {

    /**
     * A range of raw samples.
     *
     * @param min raw value that becomes 0
     * @param max raw value that becomes 1
     */
    public record Range(double min, double max) {

        public Range {
            float span = (float) (max - min);
            if (!(span > 0) || !Float.isFinite(span)) {
                throw new IllegalArgumentException(
                        "value range must have min less than max and fit a float, got " + min + " to " + max);
            }
        }
    }

    public Radiometry {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("radiometry needs a range for at least one channel, got none");
        }
    }

    public int channels() {
        return ranges.size();
    }

    /** The unit value of one sample; NaN stays NaN. */
    public float unit(int channel, float sample) {
        Range range = ranges.get(channel);
        return unit(sample, (float) range.min, (float) (range.max - range.min));
    }

    /**
     * Unit values of a run of samples; NaN stays NaN.
     *
     * @param from index of the first sample
     * @param units where the values are put
     * @param at index of the first value
     * @param count number of samples
     */
    public void units(int channel, float[] samples, int from, float[] units, int at, int count) {
        Range range = ranges.get(channel);
        float min = (float) range.min;
        float span = (float) (range.max - range.min);
        for (int i = 0; i < count; i++) {
            units[at + i] = unit(samples[from + i], min, span);
        }
    }

    private static float unit(float sample, float min, float span) {
        return Math.min(1, Math.max(0, (sample - min) / span));
    }
}
