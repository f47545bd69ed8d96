package org.gsprelabel.input;

/**
 * Resizes one channel row by row: along the rows first, then across them, in the order of Pillow, and like there clipped
 * after each where a kernel overshoots. Source rows are read once, from top to bottom, those that nothing is taken from not
 * at all; memory is bounded by the rows that one target row needs. Not safe for use by several threads.
 */
final class ChannelResize {

    private final ChannelRows source;
    private final AxisFilter columns;
    private final AxisFilter rows;
    private final float low;
    private final float high;
    private final boolean clips;
    private final float[] line;
    private final float[][] ring;
    private int next;

    /**
     * @param source rows of as many pixels as {@code columns} takes from
     * @param sourceWidth number of these pixels
     * @param low least value that may come out
     * @param high largest value that may come out
     */
    ChannelResize(ChannelRows source, int sourceWidth, AxisFilter columns, AxisFilter rows, float low, float high) {
        this.source = source;
        this.columns = columns;
        this.rows = rows;
        this.low = low;
        this.high = high;
        this.clips = columns.overshoots() || rows.overshoots();
        this.line = new float[sourceWidth];
        this.ring = new float[rows.taps()][columns.length()];
    }

    /**
     * Makes a target row; rows must be asked for in ascending order.
     *
     * @param target where the values are put
     * @param at index of the first value
     */
    void row(int row, float[] target, int at) {
        int first = rows.first(row);
        for (next = Math.max(next, first); next < first + rows.taps(); next++) {
            float[] filtered = ring[next % ring.length];
            source.read(next, line);
            columns.along(line, filtered);
            clip(filtered, 0, filtered.length);
        }
        int width = columns.length();
        weigh(ring[first % ring.length], rows.weight(row, 0), width, target, at);
        for (int tap = 1; tap < rows.taps(); tap++) {
            add(ring[(first + tap) % ring.length], rows.weight(row, tap), width, target, at);
        }
        clip(target, at, at + width);
    }

    private static void weigh(float[] filtered, float weight, int width, float[] target, int at) {
        for (int k = 0; k < width; k++) {
            target[at + k] = weight * filtered[k];
        }
    }

    private static void add(float[] filtered, float weight, int width, float[] target, int at) {
        if (weight == 0) {
            return;
        }
        for (int k = 0; k < width; k++) {
            target[at + k] += weight * filtered[k];
        }
    }

    private void clip(float[] values, int from, int to) {
        if (!clips) {
            return;
        }
        for (int i = from; i < to; i++) {
            values[i] = Math.min(high, Math.max(low, values[i]));
        }
    }
}
