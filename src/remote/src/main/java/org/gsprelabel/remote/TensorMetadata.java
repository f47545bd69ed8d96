package org.gsprelabel.remote;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An input or output as the server declares it.
 *
 * @param name of the tensor
 * @param datatype element type of the protocol: {@code FP32}, {@code INT64}, ...
 * @param shape lengths of the axes, the batch axis among them; -1 where any length fits
 */
public record TensorMetadata(String name, String datatype, List<Long> shape) {

    public TensorMetadata {
        shape = List.copyOf(shape);
    }

    /** The element type by the name that ONNX has for it: {@code float32}, {@code int64}, ... */
    public String elementType() {
        return Datatype.onnxName(datatype);
    }

    /** True when a tensor of this shape is what is declared. */
    boolean fits(long[] lengths) {
        if (lengths.length != shape.size()) {
            return false;
        }
        for (int axis = 0; axis < lengths.length; axis++) {
            if (shape.get(axis) >= 0 && shape.get(axis) != lengths[axis]) {
                return false;
            }
        }
        return true;
    }

    /** {@code [?, 3, 640, 640]}. */
    String shapeText() {
        return shape.stream()
                .map(length -> length < 0 ? "?" : Long.toString(length))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
