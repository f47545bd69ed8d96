package org.gsprelabel.detect;

import org.gsprelabel.model.ModelException;

/**
 * Scores that a graph has activated itself. What leaves the range from 0 to 1 by less than {@value #TOLERANCE}, as by
 * half precision or by a cubic that enlarges a map, is brought back to it. A value that is not finite is no score.
 *
 * @param output name of the tensor, for messages
 * @param values of each channel
 */
record ProbabilityRows(String output, ScoreRows values) implements ScoreRows {

    static final float TOLERANCE = 0.1f;

    @Override
    public void read(int channel, int row, float[] target) {
        values.read(channel, row, target);
        for (int column = 0; column < target.length; column++) {
            target[column] = probability(target[column]);
        }
    }

    private float probability(float value) {
        if (value >= 0 && value <= 1) {
            return value;
        }
        if (!(Math.abs(value) <= Float.MAX_VALUE)) {
            return Float.NaN;
        }
        if (value < -TOLERANCE || value > 1 + TOLERANCE) {
            throw new ModelException("output tensor '" + output
                    + "' must hold probabilities from 0 to 1 as output.activation says, found " + value);
        }
        return value < 0 ? 0 : 1;
    }
}
