package org.gsprelabel.detect;

/**
 * Softmax over the logits of exclusive classes. A pixel with a logit that is not finite has no scores. Channels are read
 * row by row: all of one row before the next.
 */
final class SoftmaxRows implements ScoreRows {

    private final ScoreRows logits;
    private final float[][] lines;
    private final float[] largest;
    private final double[] sums;
    private int current = -1;

    /**
     * @param channels number of channels
     * @param width of a row in pixels
     */
    SoftmaxRows(ScoreRows logits, int channels, int width) {
        this.logits = logits;
        this.lines = new float[channels][width];
        this.largest = new float[width];
        this.sums = new double[width];
    }

    @Override
    public void read(int channel, int row, float[] target) {
        if (row != current) {
            load(row);
            current = row;
        }
        float[] line = lines[channel];
        for (int column = 0; column < line.length; column++) {
            target[column] = (float) (line[column] / sums[column]);
        }
    }

    /** Puts exponentials into the lines, and their sums beside them. */
    private void load(int row) {
        for (int channel = 0; channel < lines.length; channel++) {
            logits.read(channel, row, lines[channel]);
        }
        System.arraycopy(lines[0], 0, largest, 0, largest.length);
        for (int channel = 1; channel < lines.length; channel++) {
            float[] line = lines[channel];
            for (int column = 0; column < line.length; column++) {
                largest[column] = Math.max(largest[column], line[column]);
            }
        }
        for (int column = 0; column < largest.length; column++) {
            // 0 for finite numbers, NaN for all others.
            double sum = largest[column] * 0f;
            for (float[] line : lines) {
                double exponential = Exponential.ofNonPositive((double) line[column] - largest[column]);
                sum += line[column] * 0f + exponential;
                line[column] = (float) exponential;
            }
            sums[column] = sum;
        }
    }
}
