package org.gsprelabel.detect;

import java.nio.FloatBuffer;
import org.gsprelabel.tensor.Tensor;

/**
 * Channel-major rows {@code [N,4+classes+extras,A]}: cxcywh, class scores. The class of a row is the best one, the
 * first of equal ones. Channels are read one after the other, each as a whole.
 *
 * @param classes number of classes
 */
record V8Rows(int classes) implements YoloRows {

    @Override
    public String shape(int extras) {
        return "[N, " + (4 + classes + extras) + ", A]";
    }

    @Override
    public boolean fits(Tensor tensor, int extras) {
        return tensor.rank() == 3 && tensor.size(1) == 4 + classes + extras;
    }

    @Override
    public void read(Tensor tensor, int item, RowCollector collector) {
        FloatBuffer data = tensor.data();
        int anchors = tensor.size(2);
        int base = item * tensor.size(1) * anchors;
        float[] best = new float[anchors];
        int[] bestClass = new int[anchors];
        float[] scores = new float[anchors];
        // 0 while all scores of a row are finite, NaN from the first that is not.
        float[] poison = new float[anchors];
        data.get(base + 4 * anchors, best);
        for (int classIndex = 0; classIndex < classes; classIndex++) {
            data.get(base + (4 + classIndex) * anchors, scores);
            for (int row = 0; row < anchors; row++) {
                poison[row] += scores[row] * 0f;
                if (scores[row] > best[row]) {
                    best[row] = scores[row];
                    bestClass[row] = classIndex;
                }
            }
        }
        for (int row = 0; row < anchors; row++) {
            if (Float.isNaN(poison[row])) {
                collector.rejectNotFinite();
            } else if (best[row] >= collector.leastScore()) {
                int at = base + row;
                collector.offerCentred(
                        data.get(at),
                        data.get(at + anchors),
                        data.get(at + 2 * anchors),
                        data.get(at + 3 * anchors),
                        best[row],
                        bestClass[row],
                        row);
            }
        }
    }

    @Override
    public float[] extras(Tensor tensor, int item, int row, int count) {
        int anchors = tensor.size(2);
        int base = (item * tensor.size(1) + 4 + classes) * anchors + row;
        float[] extras = new float[count];
        for (int i = 0; i < count; i++) {
            extras[i] = tensor.get(base + i * anchors);
        }
        return extras;
    }
}
