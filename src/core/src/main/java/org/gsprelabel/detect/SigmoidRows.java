package org.gsprelabel.detect;

/**
 * Sigmoid of the logits of classes that do not exclude each other. A logit that is not finite has no score.
 *
 * @param logits of each channel
 */
record SigmoidRows(ScoreRows logits) implements ScoreRows {

    @Override
    public void read(int channel, int row, float[] target) {
        logits.read(channel, row, target);
        for (int column = 0; column < target.length; column++) {
            target[column] = sigmoid(target[column]);
        }
    }

    private static float sigmoid(float logit) {
        if (!(Math.abs(logit) <= Float.MAX_VALUE)) {
            return Float.NaN;
        }
        double exponential = Exponential.ofNonPositive(-Math.abs(logit));
        return (float) ((logit < 0 ? exponential : 1) / (1 + exponential));
    }
}
