package org.gsprelabel.detect;

import java.nio.FloatBuffer;
import org.gsprelabel.tensor.Tensor;

/**
 * Rows {@code [N,A,5+classes+coefficients]}: cxcywh, objectness, class scores. The score of a row is objectness times the
 * best class score, its class the first of the best ones.
 *
 * @param classes number of classes
 */
record V5Rows(int classes) implements YoloRows {

    private static final int OBJECTNESS = 4;
    private static final int FIRST_CLASS = 5;

    @Override
    public String shape(int coefficients) {
        return "[N, A, " + (FIRST_CLASS + classes + coefficients) + "]";
    }

    @Override
    public boolean fits(Tensor tensor, int coefficients) {
        return tensor.size(2) == FIRST_CLASS + classes + coefficients;
    }

    @Override
    public void read(Tensor tensor, int item, RowCollector collector) {
        FloatBuffer data = tensor.data();
        int rows = tensor.size(1);
        int length = tensor.size(2);
        float[] values = new float[FIRST_CLASS + classes];
        for (int row = 0; row < rows; row++) {
            int at = (item * rows + row) * length;
            // Class scores are at most 1, so a weak objectness settles it; NaN goes on.
            if (data.get(at + OBJECTNESS) < collector.leastScore()) {
                continue;
            }
            data.get(at, values);
            int best = FIRST_CLASS;
            float poison = values[OBJECTNESS] * 0f;
            for (int i = FIRST_CLASS; i < values.length; i++) {
                poison += values[i] * 0f;
                if (values[i] > values[best]) {
                    best = i;
                }
            }
            if (Float.isNaN(poison)) {
                collector.rejectNotFinite();
            } else {
                float score = values[OBJECTNESS] * values[best];
                collector.offerCentred(values[0], values[1], values[2], values[3], score, best - FIRST_CLASS, row);
            }
        }
    }

    @Override
    public float[] coefficients(Tensor tensor, int item, int row, int count) {
        float[] coefficients = new float[count];
        tensor.data().get((item * tensor.size(1) + row) * tensor.size(2) + FIRST_CLASS + classes, coefficients);
        return coefficients;
    }
}
