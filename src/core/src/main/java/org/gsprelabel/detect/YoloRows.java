package org.gsprelabel.detect;

import org.gsprelabel.tensor.Tensor;

/** Reads the rows of one layout of {@code OutputSpec.YoloLayout}. */
interface YoloRows {

    /**
     * The shape of the tensor, for messages.
     *
     * @param coefficients number of mask coefficients of a row
     */
    String shape(int coefficients);

    /** Whether the tensor, of rank 3, has as many values a row as the layout needs. */
    boolean fits(Tensor tensor, int coefficients);

    /** Gives the boxes of an item to the collector, row by row. */
    void read(Tensor tensor, int item, RowCollector collector);

    /** The mask coefficients of a row. */
    float[] coefficients(Tensor tensor, int item, int row, int count);
}
