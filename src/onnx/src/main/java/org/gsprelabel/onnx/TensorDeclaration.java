package org.gsprelabel.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.gsprelabel.model.InputSize;

/**
 * An input or output as the graph declares it.
 *
 * @param name of the tensor
 * @param type element type: {@code float32}, {@code float16}, {@code int64}, ...; for what is no tensor, what it is
 * @param shape lengths of the axes, -1 where any length fits
 * @param axes the shape for people: numbers, and names or {@code ?} where any length fits
 */
record TensorDeclaration(String name, String type, List<Long> shape, List<String> axes) {

    TensorDeclaration {
        shape = List.copyOf(shape);
        axes = List.copyOf(axes);
    }

    /** A declaration whose axes of any length, -1, have no names. */
    static TensorDeclaration of(String name, String type, long... shape) {
        return new TensorDeclaration(
                name,
                type,
                Arrays.stream(shape).boxed().toList(),
                Arrays.stream(shape)
                        .mapToObj(length -> length < 0 ? "?" : Long.toString(length))
                        .toList());
    }

    static TensorDeclaration of(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo info)) {
            return of(
                    node.getName(),
                    node.getInfo()
                            .getClass()
                            .getSimpleName()
                            .replace("Info", "")
                            .toLowerCase(Locale.ROOT));
        }
        long[] lengths = info.getShape();
        String[] names = info.getDimensionNames();
        List<Long> shape = new ArrayList<>();
        List<String> axes = new ArrayList<>();
        for (int axis = 0; axis < lengths.length; axis++) {
            shape.add(lengths[axis]);
            String name = names != null && axis < names.length ? names[axis] : "";
            axes.add(lengths[axis] >= 0 ? Long.toString(lengths[axis]) : name.isEmpty() ? "?" : name);
        }
        return new TensorDeclaration(node.getName(), elementType(info), shape, axes);
    }

    int rank() {
        return shape.size();
    }

    boolean isFixed(int axis) {
        return shape.get(axis) >= 0;
    }

    /** True when an axis has this length or may have it. */
    boolean fits(int axis, long length) {
        return !isFixed(axis) || shape.get(axis) == length;
    }

    /** Of an image {@code [N,C,H,W]}: the numbers of its bands, 1 to C; {@code fallback} where any C fits. */
    List<Integer> bands(int fallback) {
        int channels = isFixed(1) ? Math.toIntExact(shape.get(1)) : fallback;
        return IntStream.rangeClosed(1, channels).boxed().toList();
    }

    /**
     * Of an image {@code [N,C,H,W]}: H and W where fixed, a square where one of them is, and any size where none is.
     */
    InputSize size() {
        int height = Math.toIntExact(Math.max(0, shape.get(2)));
        int width = Math.toIntExact(Math.max(0, shape.get(3)));
        return new InputSize(height > 0 ? height : width, width > 0 ? width : height);
    }

    /** {@code [N, 3, H, W]}. */
    String shapeText() {
        return axes.toString();
    }

    private static String elementType(TensorInfo info) {
        return switch (info.onnxType) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> "float32";
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> "float64";
            default ->
                info.onnxType
                        .name()
                        .replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", "")
                        .toLowerCase(Locale.ROOT);
        };
    }
}
