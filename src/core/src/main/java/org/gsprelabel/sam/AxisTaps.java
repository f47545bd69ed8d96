package org.gsprelabel.sam;

import org.gsprelabel.tensor.LinearSampling;

/**
 * Which cells of the logit grid make up each pixel of the window along one axis, and with which weights, where two linear
 * interpolations follow each other: from cells to positions, from positions to pixels. Weights are 0 to 1 and add up to 1,
 * so a pixel lies between the least and the greatest of its cells.
 *
 * <p>Pixels that are made of the same cells follow each other; they are a group.
 */
final class AxisTaps {

    private final int[] first;
    private final int[] taps;
    private final int mostTaps;
    private final float[] weights;
    private final int[] groupStarts;
    private int groups;

    /**
     * @param positions from cells to positions
     * @param pixels from positions to pixels
     */
    AxisTaps(LinearSampling positions, LinearSampling pixels) {
        int count = pixels.count();
        this.first = new int[count];
        this.taps = new int[count];
        int most = 1;
        for (int i = 0; i < count; i++) {
            first[i] = positions.lower(pixels.lower(i));
            taps[i] = positions.upper(pixels.upper(i)) - first[i] + 1;
            most = Math.max(most, taps[i]);
        }
        this.mostTaps = most;
        this.weights = new float[Math.multiplyExact(count, most)];
        this.groupStarts = new int[count + 1];
        double[] shares = new double[most];
        for (int i = 0; i < count; i++) {
            addShares(positions, pixels.lower(i), 1.0 - pixels.weight(i), shares, first[i]);
            addShares(positions, pixels.upper(i), pixels.weight(i), shares, first[i]);
            for (int k = 0; k < most; k++) {
                weights[i * most + k] = (float) shares[k];
                shares[k] = 0;
            }
            if (i == 0 || first[i] != first[i - 1] || taps[i] != taps[i - 1]) {
                groupStarts[groups++] = i;
            }
        }
        groupStarts[groups] = count;
    }

    private static void addShares(LinearSampling positions, int position, double share, double[] shares, int origin) {
        shares[positions.lower(position) - origin] += share * (1.0 - positions.weight(position));
        shares[positions.upper(position) - origin] += share * positions.weight(position);
    }

    /** Number of pixels. */
    int count() {
        return first.length;
    }

    /** First cell of a pixel. */
    int first(int pixel) {
        return first[pixel];
    }

    /** Number of cells of a pixel, which follow each other. */
    int taps(int pixel) {
        return taps[pixel];
    }

    /** Share of the k-th cell of a pixel. */
    float weight(int pixel, int k) {
        return weights[pixel * mostTaps + k];
    }

    /** Number of groups. */
    int groups() {
        return groups;
    }

    /** First pixel of a group; of the one past the last, the number of pixels. */
    int groupStart(int group) {
        return groupStarts[group];
    }
}
