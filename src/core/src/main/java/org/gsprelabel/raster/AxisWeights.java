package org.gsprelabel.raster;

/**
 * What each target pixel along one axis takes from which source pixels. Weights of a target pixel add up to 1, less the
 * part of it that lies outside the source.
 */
final class AxisWeights {

    private final int[] sources;
    private final double[][] weights;

    private AxisWeights(int length) {
        sources = new int[length];
        weights = new double[length][];
    }

    /**
     * @param start first target pixel, counted from the origin that both grids share
     * @param length number of target pixels
     * @param ratio source pixels per target pixel
     * @param size pixels of the source
     */
    static AxisWeights of(int start, int length, double ratio, int size) {
        AxisWeights axis = new AxisWeights(length);
        for (int i = 0; i < length; i++) {
            // From the absolute position, never from the neighbour: every window must get the same numbers.
            double from = (start + i) * ratio;
            double to = (start + i + 1.0) * ratio;
            if (ratio >= 1) {
                axis.average(i, from, to, size);
            } else {
                axis.interpolate(i, (from + to) / 2, size);
            }
        }
        return axis;
    }

    private void average(int i, double from, double to, int size) {
        int first = (int) Math.min(size, Math.floor(from));
        int end = (int) Math.min(size, Math.ceil(to));
        sources[i] = first;
        weights[i] = new double[end - first];
        for (int j = first; j < end; j++) {
            weights[i][j - first] = (Math.min(to, j + 1.0) - Math.max(from, j)) / (to - from);
        }
    }

    private void interpolate(int i, double centre, int size) {
        if (centre > size) {
            sources[i] = size;
            weights[i] = new double[0];
            return;
        }
        double between = Math.min(Math.max(centre - 0.5, 0), size - 1.0);
        int first = (int) Math.floor(between);
        double share = between - first;
        sources[i] = first;
        weights[i] = share == 0 ? new double[] {1} : new double[] {1 - share, share};
    }

    int source(int i) {
        return sources[i];
    }

    int count(int i) {
        return weights[i].length;
    }

    double weight(int i, int j) {
        return weights[i][j];
    }

    /** True when target pixels from one to another (exclusive) lie outside the source. */
    boolean isEmpty(int from, int to) {
        return end(to) <= first(from);
    }

    /** First source pixel that the target pixels from one on need. */
    int first(int from) {
        return sources[from];
    }

    /** One past the last source pixel that the target pixels before one need. */
    int end(int to) {
        return sources[to - 1] + weights[to - 1].length;
    }
}
