package org.gsprelabel.onnx;

import java.util.List;
import org.gsprelabel.model.ImageSpec;

/**
 * How a graph is called.
 *
 * @param batchInput name of the input whose first axis is the batch; empty where the graph has no batch
 * @param outputs names of the outputs wanted
 * @param itemwise whether each output has one item for each of the batch
 */
record GraphUse(String batchInput, List<String> outputs, boolean itemwise) {
    GraphUse {
        outputs = List.copyOf(outputs);
    }

    /** A graph that takes images, and answers with one item for each. */
    static GraphUse ofImages(ImageSpec image, List<String> outputs) {
        return new GraphUse(image.layout().hasBatchAxis() ? image.input() : "", outputs, true);
    }
}
