package org.gsprelabel.detect;

import java.nio.FloatBuffer;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.tensor.Tensor;

/**
 * Rows {@code [N,K,6+coefficients]}: xyxy, score, class. Rows with a score of 0 are padding.
 *
 * @param tensorName for messages
 * @param classes number of classes
 */
record EndToEndRows(String tensorName, int classes) implements YoloRows {

    private static final int LENGTH = 6;

    @Override
    public String shape(int coefficients) {
        return "[N, K, " + (LENGTH + coefficients) + "]";
    }

    @Override
    public boolean fits(Tensor tensor, int coefficients) {
        return tensor.size(2) == LENGTH + coefficients;
    }

    @Override
    public void read(Tensor tensor, int item, RowCollector collector) {
        FloatBuffer data = tensor.data();
        int rows = tensor.size(1);
        float[] values = new float[LENGTH];
        for (int row = 0; row < rows; row++) {
            data.get((item * rows + row) * tensor.size(2), values);
            float score = values[4];
            if (score == 0 || score < collector.leastScore()) {
                continue;
            }
            if (!Float.isFinite(score) || !Float.isFinite(values[5])) {
                collector.rejectNotFinite();
                continue;
            }
            int classIndex = classIndex(values[5], row);
            collector.offer(values[0], values[1], values[2], values[3], score, classIndex, row);
        }
    }

    private int classIndex(float value, int row) {
        int index = (int) value;
        if (index != value || index < 0 || index >= classes) {
            throw new ModelException("output tensor '" + tensorName + "' must hold classes from 0 to " + (classes - 1)
                    + " in column 5, found " + value + " in row " + row);
        }
        return index;
    }

    @Override
    public float[] coefficients(Tensor tensor, int item, int row, int count) {
        float[] coefficients = new float[count];
        tensor.data().get((item * tensor.size(1) + row) * tensor.size(2) + LENGTH, coefficients);
        return coefficients;
    }
}
