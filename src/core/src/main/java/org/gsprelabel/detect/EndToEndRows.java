package org.gsprelabel.detect;

import java.nio.FloatBuffer;
import org.gsprelabel.tensor.Tensor;

/**
 * Rows {@code [N,K,6+extras]}: box, score, class. Rows with a score of 0 are padding.
 *
 * @param classes number of classes
 * @param centred whether a box is cxcywh, as that of an oriented one; else xyxy
 */
record EndToEndRows(int classes, boolean centred) implements YoloRows {

    private static final int LENGTH = 6;

    @Override
    public String shape(int extras) {
        return "[N, K, " + (LENGTH + extras) + "]";
    }

    @Override
    public boolean fits(Tensor tensor, int extras) {
        return tensor.rank() == 3 && tensor.size(2) == LENGTH + extras;
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
            int classIndex = collector.classIndex(values[5], classes, 5, row);
            if (centred) {
                collector.offerCentred(values[0], values[1], values[2], values[3], score, classIndex, row);
            } else {
                collector.offer(values[0], values[1], values[2], values[3], score, classIndex, row);
            }
        }
    }

    @Override
    public float[] extras(Tensor tensor, int item, int row, int count) {
        float[] extras = new float[count];
        tensor.data().get((item * tensor.size(1) + row) * tensor.size(2) + LENGTH, extras);
        return extras;
    }
}
