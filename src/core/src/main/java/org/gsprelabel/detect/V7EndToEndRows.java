package org.gsprelabel.detect;

import java.nio.FloatBuffer;
import org.gsprelabel.tensor.Tensor;

/**
 * Rows {@code [K,7]} of all items of a batch: item, xyxy, class, score, as YOLOv7 exports them with NMS in the graph ({@code
 * --end2end --max-wh}).
 *
 * @param classes number of classes
 */
record V7EndToEndRows(int classes) implements YoloRows {

    private static final int LENGTH = 7;

    @Override
    public String shape(int extras) {
        return "[K, " + (LENGTH + extras) + "]";
    }

    @Override
    public boolean fits(Tensor tensor, int extras) {
        return tensor.rank() == 2 && tensor.size(1) == LENGTH + extras;
    }

    @Override
    public boolean isItemwise() {
        return false;
    }

    @Override
    public void read(Tensor tensor, int item, RowCollector collector) {
        FloatBuffer data = tensor.data();
        float[] values = new float[LENGTH];
        for (int row = 0; row < tensor.size(0); row++) {
            data.get(row * tensor.size(1), values);
            if (collector.itemIndex(values[0], row) != item || values[6] < collector.leastScore()) {
                continue;
            }
            if (!Float.isFinite(values[6]) || !Float.isFinite(values[5])) {
                collector.rejectNotFinite();
                continue;
            }
            int classIndex = collector.classIndex(values[5], classes, 5, row);
            collector.offer(values[1], values[2], values[3], values[4], values[6], classIndex, row);
        }
    }

    @Override
    public float[] extras(Tensor tensor, int item, int row, int count) {
        float[] extras = new float[count];
        tensor.data().get(row * tensor.size(1) + LENGTH, extras);
        return extras;
    }
}
