package org.gsprelabel.detect;

import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.tensor.Tensor;

/**
 * Reads the rows of one layout of {@code OutputSpec.YoloLayout}. Behind the scores a row may have further values,
 * <i>extras</i>: mask coefficients, or the angle of an oriented box.
 */
interface YoloRows {

    /**
     * The rows of a head.
     *
     * @param oriented whether the extra is an angle
     */
    static YoloRows of(OutputSpec.Yolo head, int classes, boolean oriented) {
        return switch (head.layout()) {
            case V8 -> new V8Rows(classes);
            case V5 -> new V5Rows(classes, true);
            case V6 -> new V5Rows(classes, false);
            case END_TO_END -> new EndToEndRows(classes, oriented);
            case V7_END_TO_END -> new V7EndToEndRows(classes);
        };
    }

    /**
     * The shape of the tensor, for messages.
     *
     * @param extras number of values of a row behind its scores
     */
    String shape(int extras);

    /** Whether the tensor has the rank of the layout, and as many values a row as it needs. */
    boolean fits(Tensor tensor, int extras);

    /** Whether the first axis is the batch. */
    default boolean isItemwise() {
        return true;
    }

    /** Gives the boxes of an item to the collector, row by row; oriented boxes as they are before they are turned. */
    void read(Tensor tensor, int item, RowCollector collector);

    /** The extras of a row. */
    float[] extras(Tensor tensor, int item, int row, int count);
}
