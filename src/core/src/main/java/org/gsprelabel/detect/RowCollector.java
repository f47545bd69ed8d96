package org.gsprelabel.detect;

import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.ModelException;

/** Takes the rows of a detection head one by one, and sorts out those that cannot be used. */
final class RowCollector {

    /** How far rounding, in half precision at worst, may lift a score above 1. */
    private static final float MAX_SCORE = 1.001f;

    private final String tensor;
    private final float leastScore;
    private final RejectionCounts rejections;
    private final ScoredBoxes boxes = new ScoredBoxes();

    /**
     * @param tensor name of the output, for messages
     * @param minConfidence least score kept
     */
    RowCollector(String tensor, double minConfidence, RejectionCounts rejections) {
        float least = (float) minConfidence;
        this.tensor = tensor;
        this.leastScore = least < minConfidence ? Math.nextUp(least) : least;
        this.rejections = rejections;
    }

    /** The least float that is a score worth keeping. */
    float leastScore() {
        return leastScore;
    }

    /**
     * The class that a value stands for.
     *
     * @param column of the value, for messages
     * @throws ModelException when the model has no such class
     */
    int classIndex(float value, int classes, int column, int row) {
        int index = (int) value;
        if (index != value || index < 0 || index >= classes) {
            throw new ModelException("output tensor '" + tensor + "' must hold classes from 0 to " + (classes - 1)
                    + " in column " + column + ", found " + value + " in row " + row);
        }
        return index;
    }

    /**
     * The item of a batch that a value stands for.
     *
     * @throws ModelException when it is no whole number from 0
     */
    int itemIndex(float value, int row) {
        int index = (int) value;
        if (index != value || index < 0) {
            throw new ModelException("output tensor '" + tensor
                    + "' must hold items of the batch, whole numbers from 0, in column 0, found " + value + " in row "
                    + row);
        }
        return index;
    }

    void rejectNotFinite() {
        rejections.add(Rejection.NOT_FINITE);
    }

    /** Whether corners are finite and have an area between them. */
    static boolean isBox(double minX, double minY, double maxX, double maxY) {
        return Double.isFinite(minX + minY + maxX + maxY) && minX < maxX && minY < maxY;
    }

    /** Takes a box by its corners in input pixels; weak ones are dropped, useless ones counted as rejections. */
    void offer(double minX, double minY, double maxX, double maxY, float score, int classIndex, int row) {
        if (score < leastScore) {
            return;
        }
        if (!Double.isFinite(minX + minY + maxX + maxY) || !Float.isFinite(score)) {
            rejectNotFinite();
        } else if (score > MAX_SCORE) {
            throw new ModelException("output tensor '" + tensor + "' must hold scores from 0 to 1, found " + score
                    + " in row " + row + ": the graph lacks the activation, or the layout is another");
        } else if (!(minX < maxX && minY < maxY)) {
            rejections.add(Rejection.EMPTY_SHAPE);
        } else {
            boxes.add(minX, minY, maxX, maxY, Math.min(1, score), classIndex, row);
        }
    }

    /** Takes a box by its centre and sides. */
    void offerCentred(float x, float y, float width, float height, float score, int classIndex, int row) {
        double halfWidth = width / 2.0;
        double halfHeight = height / 2.0;
        offer(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, score, classIndex, row);
    }

    ScoredBoxes boxes() {
        return boxes;
    }
}
