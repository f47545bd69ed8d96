package org.gsprelabel.benchmarks;

import java.util.Random;
import org.gsprelabel.detect.ScoredBoxes;

/** Boxes as a detector gives them before suppression, of one class; all scores are different, numbers are those of floats. */
public enum CrowdOfBoxes {
    /** Boxes of 10 to 30 pixels anywhere; each meets about four others. */
    SPARSE {
        @Override
        void place(Random random, int count, int index, float[] box) {
            double extent = 20 * Math.sqrt(count);
            set(
                    box,
                    random.nextDouble() * extent,
                    random.nextDouble() * extent,
                    10 + 20 * random.nextDouble(),
                    10 + 20 * random.nextDouble());
        }
    },
    /** Objects of 30 pixels, 36 apart, each seen a hundred times, off by up to a fifth of its side. */
    DENSE {
        @Override
        void place(Random random, int count, int index, float[] box) {
            int objects = Math.max(1, count / 100);
            int side = (int) Math.ceil(Math.sqrt(objects));
            int object = index % objects;
            set(
                    box,
                    object % side * 36 + 12 * random.nextDouble() - 6,
                    object / side * 36 + 12 * random.nextDouble() - 6,
                    24 + 12 * random.nextDouble(),
                    24 + 12 * random.nextDouble());
        }
    };

    abstract void place(Random random, int count, int index, float[] box);

    private static void set(float[] box, double x, double y, double width, double height) {
        box[0] = (float) x;
        box[1] = (float) y;
        box[2] = (float) (x + width);
        box[3] = (float) (y + height);
    }

    /** The boxes of a number of them, always the same. */
    public ScoredBoxes create(int count) {
        Random random = new Random(count);
        int[] ranks = random.ints(0, Integer.MAX_VALUE).distinct().limit(count).toArray();
        ScoredBoxes boxes = new ScoredBoxes();
        float[] box = new float[4];
        for (int i = 0; i < count; i++) {
            place(random, count, i, box);
            boxes.add(box[0], box[1], box[2], box[3], (float) ranks[i] / Integer.MAX_VALUE, 0, i);
        }
        return boxes;
    }
}
