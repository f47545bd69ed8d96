package org.gsprelabel.inference;

import java.util.List;
import java.util.Map;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/** Makes the inputs of a graph that stand beside the image. Safe for use by several threads. */
@FunctionalInterface
public interface SideInputs {

    /** For graphs whose only input is the image. */
    SideInputs NONE = (frames, items) -> Map.of();

    /**
     * Inputs by name.
     *
     * @param frames how the windows lie in the input, one a window
     * @param items on the batch axis: at least as many as there are windows, more where the graph fixes the axis
     */
    Map<String, Tensor> of(List<InputFrame> frames, int items);
}
