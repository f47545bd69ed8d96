package org.gsprelabel.detect;

import java.util.Arrays;
import org.gsprelabel.model.NmsRules.Overlap;

/**
 * Boxes with scores and classes as a network gives them, thousands at a time: a column for each property, an index for
 * each box. Grows as boxes are added.
 */
public final class ScoredBoxes {

    private int size;
    private double[] corners = new double[4 * 64];
    private float[] scores = new float[64];
    private int[] classes = new int[64];
    private int[] rows = new int[64];

    /**
     * Adds a box with {@code minX <= maxX} and {@code minY <= maxY}, all finite.
     *
     * @param score finite
     * @param row where it stands in the output it comes from
     */
    public void add(double minX, double minY, double maxX, double maxY, float score, int classIndex, int row) {
        if (size == scores.length) {
            int capacity = Math.multiplyExact(size, 2);
            corners = Arrays.copyOf(corners, Math.multiplyExact(capacity, 4));
            scores = Arrays.copyOf(scores, capacity);
            classes = Arrays.copyOf(classes, capacity);
            rows = Arrays.copyOf(rows, capacity);
        }
        corners[4 * size] = minX;
        corners[4 * size + 1] = minY;
        corners[4 * size + 2] = maxX;
        corners[4 * size + 3] = maxY;
        scores[size] = score;
        classes[size] = classIndex;
        rows[size] = row;
        size++;
    }

    public int size() {
        return size;
    }

    public double minX(int index) {
        return corners[4 * index];
    }

    public double minY(int index) {
        return corners[4 * index + 1];
    }

    public double maxX(int index) {
        return corners[4 * index + 2];
    }

    public double maxY(int index) {
        return corners[4 * index + 3];
    }

    public float score(int index) {
        return scores[index];
    }

    public int classIndex(int index) {
        return classes[index];
    }

    public int row(int index) {
        return rows[index];
    }

    /** Intersection over union of two boxes; 0 when they share no area. */
    public double iou(int a, int b) {
        return overlap(Overlap.IOU, a, b);
    }

    /** What two boxes share, as a ratio; 0 when they share no area. */
    public double overlap(Overlap ratio, int a, int b) {
        double width = Math.min(maxX(a), maxX(b)) - Math.max(minX(a), minX(b));
        double height = Math.min(maxY(a), maxY(b)) - Math.max(minY(a), minY(b));
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double shared = width * height;
        return ratio == Overlap.IOS
                ? Math.min(1, shared / Math.min(area(a), area(b)))
                : shared / (area(a) + area(b) - shared);
    }

    /** Indices by descending score, those of equal score in the order in which they were added. */
    public int[] strongestFirst() {
        long[] keys = new long[size];
        for (int i = 0; i < size; i++) {
            keys[i] = ((long) ~ascending(scores[i]) << 32) | i;
        }
        Arrays.sort(keys);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    private double area(int index) {
        return (maxX(index) - minX(index)) * (maxY(index) - minY(index));
    }

    /** An integer that is larger for a larger value. */
    private static int ascending(float value) {
        // Adding 0 makes -0 equal to 0.
        int bits = Float.floatToIntBits(value + 0f);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }
}
