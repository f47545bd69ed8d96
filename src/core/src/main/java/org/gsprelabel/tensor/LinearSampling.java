package org.gsprelabel.tensor;

/**
 * Linear interpolation along one axis, half-pixel convention: target pixel {@code i} is taken from the source at {@code (i
 * + 0.5) * scale + offset - 0.5}, clamped to the source pixels that may be used. Bilinear interpolation is one for the
 * rows and one for the columns. Nothing is averaged when the axis is reduced (as {@code cv2.INTER_LINEAR} and {@code
 * interpolate(mode="bilinear", align_corners=False)} do).
 */
public final class LinearSampling {

    private final int[] lower;
    private final int[] upper;
    private final float[] weight;

    /**
     * @param count number of target pixels, at least 1
     * @param scale source pixels per target pixel
     * @param offset source coordinate (pixel corners) of the target's origin
     * @param first first source pixel that may be used
     * @param last last source pixel that may be used
     */
    public LinearSampling(int count, double scale, double offset, int first, int last) {
        if (count < 1 || first < 0 || first > last) {
            throw new IllegalArgumentException(
                    "sampling needs pixels, got " + count + " from source pixels " + first + " to " + last);
        }
        this.lower = new int[count];
        this.upper = new int[count];
        this.weight = new float[count];
        for (int i = 0; i < count; i++) {
            double position = Math.min(last, Math.max(first, (i + 0.5) * scale + offset - 0.5));
            lower[i] = (int) position;
            weight[i] = (float) (position - lower[i]);
            upper[i] = weight[i] == 0 ? lower[i] : Math.min(lower[i] + 1, last);
        }
    }

    /** Number of target pixels. */
    public int count() {
        return lower.length;
    }

    /** The source pixel at or before target pixel {@code i}. */
    public int lower(int i) {
        return lower[i];
    }

    /** The source pixel after {@link #lower}, or the same where that one alone counts. */
    public int upper(int i) {
        return upper[i];
    }

    /** Weight of {@link #upper}, 0 to less than 1; {@link #lower} has the rest. */
    public float weight(int i) {
        return weight[i];
    }

    /**
     * Interpolates along a line.
     *
     * @param line source pixels from {@code origin} on
     * @param target where the {@link #count} values are put
     * @param at index of the first value in {@code target}
     */
    public void along(float[] line, int origin, float[] target, int at) {
        for (int i = 0; i < lower.length; i++) {
            float a = line[lower[i] - origin];
            float b = line[upper[i] - origin];
            target[at + i] = a + weight[i] * (b - a);
        }
    }

    /**
     * Interpolates across lines: the line of target pixel {@code i}.
     *
     * @param lines source lines from {@code origin} on, one after the other
     * @param length of a line
     * @param target where the {@code length} values are put
     */
    public void across(int i, float[] lines, int length, int origin, float[] target) {
        int from = (lower[i] - origin) * length;
        if (weight[i] == 0) {
            System.arraycopy(lines, from, target, 0, length);
            return;
        }
        int to = (upper[i] - origin) * length;
        for (int k = 0; k < length; k++) {
            float a = lines[from + k];
            target[k] = a + weight[i] * (lines[to + k] - a);
        }
    }
}
