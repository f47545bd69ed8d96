package org.gsprelabel.model;

/**
 * How raw samples are mapped to 0..1 before scale, mean and standard deviation: by a range that is the same for the whole
 * coverage, never per tile. Values outside the range are clipped to it.
 */
public sealed interface ValueRange {

    /** The full range for 8-bit samples (0 to 255), percentiles 2 and 98 for all others. */
    record Auto() implements ValueRange {}

    /**
     * A fixed range of raw samples, the same for all bands.
     *
     * @param min raw value that becomes 0
     * @param max raw value that becomes 1
     */
    record Fixed(double min, double max) implements ValueRange {
        public Fixed {
            if (!(min < max) || !Double.isFinite(max - min)) {
                throw new IllegalArgumentException(
                        "image.valueRange must have min less than max, got " + min + " and " + max);
            }
        }
    }

    /**
     * Percentiles of one deterministic sample of the coverage, for each band.
     *
     * @param low in percent, from 0
     * @param high in percent, to 100
     */
    record Percentiles(double low, double high) implements ValueRange {
        public Percentiles {
            if (!(low >= 0 && low < high && high <= 100)) {
                throw new IllegalArgumentException(
                        "image.valueRange percentiles must satisfy 0 <= low < high <= 100, got " + low + " and "
                                + high);
            }
        }
    }
}
