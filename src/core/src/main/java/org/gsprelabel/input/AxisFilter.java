package org.gsprelabel.input;

import java.util.Arrays;
import org.gsprelabel.model.GeometrySpec.Antialias;
import org.gsprelabel.model.GeometrySpec.Interpolation;

/**
 * One axis of a separable resize: what each target pixel takes from which source pixels, worked out once for all lines.
 * Target pixel {@code i} is centred at {@code (i + 0.5) * source / target} on pixel corners (half-pixel convention).
 *
 * <ul>
 *   <li>without antialiasing, and with that of the support: the kernel, widened by the factor of reduction in the latter
 *       case; source pixels that do not exist count for nothing, and the others' weights are brought to a sum of 1
 *       (Pillow's {@code Resample.c}; PyTorch's {@code interpolate} with {@code antialias=True}). The cubic kernel is that of
 *       R. Keys, "Cubic Convolution Interpolation for Digital Image Processing", IEEE TASSP 29 (1981), a = -0.5;
 *   <li>with Gaussian antialiasing: a Gaussian of sigma {@code max(0, (factor - 1) / 2)}, cut off at four sigma, then
 *       linear interpolation, both with the image mirrored at the centres of its edge pixels. The two steps are folded into
 *       one set of weights, as both are linear ({@code resize} of scikit-image, with the functions of {@code
 *       scipy.ndimage} that transformers calls for OWLv2: {@code gaussian_filter} and {@code zoom(order=1, mode="mirror",
 *       grid_mode=True)}).
 * </ul>
 *
 * <p>Guarantees: the weights of a target pixel add up to 1; its first source pixel never lies before that of the one
 * before it.
 */
final class AxisFilter {

    private static final double GAUSSIAN_CUT = 4;
    /** The a of Keys' kernel. */
    private static final double CUBIC = -0.5;

    private final int[] first;
    private final int taps;
    private final float[] weights;

    /**
     * @param from first source pixel of each target pixel
     * @param shares what each target pixel takes from its source pixels; all are given as many pixels as the widest needs
     */
    private AxisFilter(int source, int[] from, double[][] shares) {
        this.taps = Arrays.stream(shares).mapToInt(each -> each.length).max().orElseThrow();
        this.first = new int[from.length];
        this.weights = new float[from.length * taps];
        for (int i = 0; i < from.length; i++) {
            first[i] = Math.min(from[i], source - taps);
            double sum = sum(shares[i]);
            for (int j = 0; j < shares[i].length; j++) {
                weights[i * taps + from[i] - first[i] + j] = (float) (shares[i][j] / sum);
            }
        }
    }

    /**
     * @param source number of source pixels, at least 1
     * @param target number of target pixels, at least 1
     * @param antialias not {@code GAUSSIAN} with a kernel that is not linear
     */
    static AxisFilter of(int source, int target, Interpolation interpolation, Antialias antialias) {
        double factor = (double) source / target;
        return switch (antialias) {
            case NONE -> sampled(source, target, interpolation, 1);
            case SUPPORT -> sampled(source, target, interpolation, Math.max(1, factor));
            case GAUSSIAN -> smoothed(source, target, gaussian(Math.max(0, (factor - 1) / 2)));
        };
    }

    private static AxisFilter sampled(int source, int target, Interpolation interpolation, double widening) {
        double support = (interpolation == Interpolation.BICUBIC ? 2 : 1) * widening;
        int[] from = new int[target];
        double[][] shares = new double[target][];
        for (int i = 0; i < target; i++) {
            double centre = (i + 0.5) * source / target;
            from[i] = Math.max(0, (int) (centre - support + 0.5));
            shares[i] = new double[Math.min(source, (int) (centre + support + 0.5)) - from[i]];
            for (int j = 0; j < shares[i].length; j++) {
                double distance = Math.abs(from[i] + j + 0.5 - centre) / widening;
                shares[i][j] = interpolation == Interpolation.BICUBIC ? cubic(distance) : Math.max(0, 1 - distance);
            }
        }
        return new AxisFilter(source, from, shares);
    }

    private static AxisFilter smoothed(int source, int target, double[] gaussian) {
        int radius = gaussian.length / 2;
        double[] all = new double[source];
        int[] from = new int[target];
        double[][] shares = new double[target][];
        for (int i = 0; i < target; i++) {
            double position = (i + 0.5) * source / target - 0.5;
            int lower = (int) Math.floor(position);
            int low = source;
            int high = 0;
            for (int neighbour = lower; neighbour <= lower + 1; neighbour++) {
                double part = 1 - Math.abs(position - neighbour);
                int centre = mirrored(neighbour, source);
                for (int k = -radius; k <= radius; k++) {
                    int pixel = mirrored(centre + k, source);
                    all[pixel] += part * gaussian[radius + k];
                    low = Math.min(low, pixel);
                    high = Math.max(high, pixel);
                }
            }
            from[i] = low;
            shares[i] = Arrays.copyOfRange(all, low, high + 1);
            Arrays.fill(all, low, high + 1, 0);
        }
        return new AxisFilter(source, from, shares);
    }

    /** Number of target pixels. */
    int length() {
        return first.length;
    }

    /** Number of source pixels that each target pixel takes from, some of them perhaps with a weight of 0. */
    int taps() {
        return taps;
    }

    /** First source pixel that target pixel {@code i} takes from. */
    int first(int i) {
        return first[i];
    }

    /**
     * What target pixel {@code i} takes from a source pixel.
     *
     * @param tap 0 for the first source pixel
     */
    float weight(int i, int tap) {
        return weights[i * taps + tap];
    }

    /** Whether a target pixel may lie outside the range of its source pixels. */
    boolean overshoots() {
        for (float weight : weights) {
            if (weight < 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Filters a line.
     *
     * @param line all source pixels
     * @param target where the {@link #length} values are put, from index 0
     */
    void along(float[] line, float[] target) {
        if (taps == 2) {
            for (int i = 0; i < first.length; i++) {
                target[i] = weights[2 * i] * line[first[i]] + weights[2 * i + 1] * line[first[i] + 1];
            }
            return;
        }
        for (int i = 0; i < first.length; i++) {
            float sum = 0;
            for (int j = 0; j < taps; j++) {
                sum += weights[i * taps + j] * line[first[i] + j];
            }
            target[i] = sum;
        }
    }

    /** {@code d c b | a b c d | c b a}. */
    private static int mirrored(int pixel, int length) {
        int period = Math.max(1, 2 * (length - 1));
        int phase = Math.floorMod(pixel, period);
        return phase < length ? phase : period - phase;
    }

    private static double[] gaussian(double sigma) {
        int radius = (int) (GAUSSIAN_CUT * sigma + 0.5);
        double[] weights = new double[2 * radius + 1];
        for (int x = -radius; x <= radius; x++) {
            weights[radius + x] = radius == 0 ? 1 : StrictMath.exp(-0.5 * x * x / (sigma * sigma));
        }
        double sum = sum(weights);
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= sum;
        }
        return weights;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double cubic(double distance) {
        if (distance < 1) {
            return ((CUBIC + 2) * distance - (CUBIC + 3)) * distance * distance + 1;
        }
        return distance < 2 ? (((distance - 5) * distance + 8) * distance - 4) * CUBIC : 0;
    }
}
