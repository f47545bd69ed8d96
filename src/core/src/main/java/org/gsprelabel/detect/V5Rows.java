package org.gsprelabel.detect;

import java.nio.FloatBuffer;
import org.gsprelabel.tensor.Tensor;

/**
 * Rows {@code [N,A,5+classes+extras]}: cxcywh, objectness, class scores. The score of a row is objectness times the best
 * class score, or the latter alone; its class the first of the best ones.
 *
 * @param classes number of classes
 * @param objectness whether the objectness counts; heads of YOLOv6 hold a constant there
 */
record V5Rows(int classes, boolean objectness) implements YoloRows {

    private static final int OBJECTNESS = 4;
    private static final int FIRST_CLASS = 5;

    @Override
    public String shape(int extras) {
        return "[N, A, " + (FIRST_CLASS + classes + extras) + "]";
    }

    @Override
    public boolean fits(Tensor tensor, int extras) {
        return tensor.rank() == 3 && tensor.size(2) == FIRST_CLASS + classes + extras;
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
            if (objectness && data.get(at + OBJECTNESS) < collector.leastScore()) {
                continue;
            }
            data.get(at, values);
            int best = FIRST_CLASS;
            float poison = objectness ? values[OBJECTNESS] * 0f : 0f;
            for (int i = FIRST_CLASS; i < values.length; i++) {
                poison += values[i] * 0f;
                if (values[i] > values[best]) {
                    best = i;
                }
            }
            if (Float.isNaN(poison)) {
                collector.rejectNotFinite();
            } else {
                float score = objectness ? values[OBJECTNESS] * values[best] : values[best];
                collector.offerCentred(values[0], values[1], values[2], values[3], score, best - FIRST_CLASS, row);
            }
        }
    }

    @Override
    public float[] extras(Tensor tensor, int item, int row, int count) {
        float[] extras = new float[count];
        tensor.data().get((item * tensor.size(1) + row) * tensor.size(2) + FIRST_CLASS + classes, extras);
        return extras;
    }
}
