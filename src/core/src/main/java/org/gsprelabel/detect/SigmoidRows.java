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
            float logit = target[column];
            target[column] = Float.isFinite(logit) ? (float) Sigmoid.of(logit) : Float.NaN;
        }
    }
}
