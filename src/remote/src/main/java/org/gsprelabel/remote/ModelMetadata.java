package org.gsprelabel.remote;

import java.util.List;
import java.util.Optional;

/**
 * What a server says of a model.
 *
 * @param name of the model on the server
 * @param versions that the server has, in its order; may be empty
 * @param platform what runs it: {@code onnxruntime_onnx}, {@code OpenVINO}, ...; may be empty
 * @param inputs in the order of the server
 * @param outputs in the order of the server
 */
record ModelMetadata(
        String name,
        List<String> versions,
        String platform,
        List<TensorMetadata> inputs,
        List<TensorMetadata> outputs) {

    ModelMetadata {
        versions = List.copyOf(versions);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    Optional<TensorMetadata> output(String output) {
        return outputs.stream().filter(tensor -> tensor.name().equals(output)).findFirst();
    }
}
