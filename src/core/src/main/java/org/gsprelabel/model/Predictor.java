package org.gsprelabel.model;

import java.util.Map;
import org.gsprelabel.tensor.Tensor;

/**
 * Runs a network: input tensors by name in, output tensors by name out. Safe for use by several threads. The answer for
 * an item does not depend on the other items of the batch.
 */
public interface Predictor extends AutoCloseable {

    /**
     * @throws ModelException when the runtime refuses the tensors or fails
     */
    Map<String, Tensor> predict(Map<String, Tensor> inputs);

    /**
     * Number of items at which the graph fixes its batch axis; {@link Integer#MAX_VALUE} where the axis is dynamic. With
     * fewer items, a graph with a fixed axis takes as long as with all of them.
     */
    int maxBatch();

    /** Where it runs, for reports: {@code CPU}, {@code CUDA:0}. */
    String device();

    @Override
    void close();
}
