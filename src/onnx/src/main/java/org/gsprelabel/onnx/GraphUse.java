package org.gsprelabel.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gsprelabel.model.ImageSpec;

/**
 * How a graph is called.
 *
 * @param batchInput name of the input that has the batch; empty where the graph has no batch
 * @param batchAxis axis of that input which is the batch
 * @param outputs names that the descriptor has for the outputs wanted, to names or places in the graph
 * @param itemwise whether the first axis of each output has one item for each of the batch
 */
record GraphUse(String batchInput, int batchAxis, Map<String, String> outputs, boolean itemwise) {

    GraphUse {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** For a batch on the first axis, and outputs that the descriptor names as the graph does. */
    GraphUse(String batchInput, List<String> outputs, boolean itemwise) {
        this(batchInput, 0, asTheyAre(outputs), itemwise);
    }

    private static Map<String, String> asTheyAre(List<String> names) {
        Map<String, String> outputs = new LinkedHashMap<>();
        names.forEach(name -> outputs.put(name, name));
        return outputs;
    }

    /** A graph that takes images, and answers with one item for each. */
    static GraphUse ofImages(ImageSpec image, List<String> outputs) {
        return new GraphUse(image.layout().hasBatchAxis() ? image.input() : "", outputs, true);
    }

    /** The same graph, with outputs that are for the batch as a whole. */
    GraphUse notItemwise() {
        return new GraphUse(batchInput, batchAxis, outputs, false);
    }
}
