package org.gsprelabel.model;

import java.util.Map;
import org.gsprelabel.tensor.Tensor;

/**
 * Runs a network: input tensors by name in, output tensors by name out. Safe for use by several threads. The answer for
 * an item does not depend on the other items of the batch.
 *
 * <p>Tensors are float32 on this side, whatever the graph declares: values are converted to the type of the input (whole
 * numbers and truths are exact up to 2^24) and from the type of the output.
 */
public interface Predictor extends AutoCloseable {

    /**
     * The outputs that the descriptor names.
     *
     * @param inputs by name, of shapes that the graph takes
     * @throws ModelException when the runtime refuses the tensors or fails
     */
    Map<String, Tensor> predict(Map<String, Tensor> inputs);

    /**
     * Number of items at which the graph fixes the batch axis of its first input; {@link Integer#MAX_VALUE} where the axis
     * is dynamic. A graph with a fixed axis takes exactly so many items.
     */
    int maxBatch();

    /** Where it runs, for reports: {@code CPU}, {@code CUDA:0}. */
    String device();

    @Override
    void close();
}
