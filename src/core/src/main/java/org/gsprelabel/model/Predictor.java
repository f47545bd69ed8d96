package org.gsprelabel.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /**
     * Inputs of the graph with the lengths of their axes, -1 where any length fits; empty where it is not known what the graph
     * declares.
     */
    default Map<String, List<Long>> inputShapes() {
        return Map.of();
    }

    /** Where it runs, for reports: {@code CPU}, {@code CUDA:0}. */
    String device();

    /** Why it does not run on the device that its descriptor asks for, one sentence; empty where it does. */
    default Optional<String> fallback() {
        return Optional.empty();
    }

    /** What had to be done again since it was opened. */
    default Incidents incidents() {
        return Incidents.NONE;
    }

    /** The same predictor, whose calls wait for the caller's turn where they must wait. What it holds is shared. */
    default Predictor forCaller(Caller caller) {
        return this;
    }

    @Override
    void close();
}
