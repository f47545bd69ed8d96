package org.gsprelabel.testdata.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Writes an ONNX graph (opset 17, IR version 8) node by node. Values are known by name; each method adds one node and
 * returns the name of its result. The same calls give the same bytes.
 */
final class GraphBuilder {

    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph;
    private final Counter counter;

    GraphBuilder(String name) {
        this(name, new Counter());
    }

    private GraphBuilder(String name, Counter counter) {
        this.graph = GraphProto.newBuilder().setName(name);
        this.counter = counter;
    }

    /** A float input; a dimension is a number or the name of a dynamic one. */
    String input(String name, Object... shape) {
        return input(name, TensorProto.DataType.FLOAT, shape);
    }

    /** An input of any type. */
    String input(String name, TensorProto.DataType type, Object... shape) {
        graph.addInput(tensor(name, type, shape));
        return name;
    }

    /** An input of whole numbers, read as floats from here on. */
    String wholeInput(String name, Object... shape) {
        graph.addInput(tensor(name, TensorProto.DataType.INT64, shape));
        return toFloat(name);
    }

    /** Makes a value a float output under a name of its own. */
    void output(String name, String value, Object... shape) {
        output(name, value, TensorProto.DataType.FLOAT, shape);
    }

    /** Makes a value of any type an output under a name of its own. */
    void output(String name, String value, TensorProto.DataType type, Object... shape) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Identity")
                .setName(name)
                .addInput(value)
                .addOutput(name));
        graph.addOutput(tensor(name, type, shape));
    }

    /** Adds a node with one result. */
    String node(String op, List<String> inputs, AttributeProto... attributes) {
        String result = op + "_" + counter.next();
        graph.addNode(NodeProto.newBuilder()
                .setOpType(op)
                .setName(result)
                .addAllInput(inputs)
                .addOutput(result)
                .addAllAttribute(Arrays.asList(attributes)));
        return result;
    }

    String node(String op, String... inputs) {
        return node(op, List.of(inputs));
    }

    /** A float constant; without dimensions a scalar. */
    String floats(float[] values, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("const_" + counter.next())
                .setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    String scalar(double value) {
        return floats(new float[] {(float) value});
    }

    /** A list of whole numbers. */
    String longs(long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("const_" + counter.next())
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    String longScalar(long value) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("const_" + counter.next())
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addInt64Data(value);
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    String concat(int axis, String... parts) {
        return node("Concat", List.of(parts), attribute("axis", axis));
    }

    /** Cuts one axis; {@code end} may be {@link Long#MAX_VALUE}, or negative to count from the end. */
    String slice(String value, int axis, long start, long end, long step) {
        return node("Slice", value, longs(start), longs(end), longs(axis), longs(step));
    }

    String reduceMax(String value, int axis) {
        return node("ReduceMax", List.of(value), attributes("axes", axis), attribute("keepdims", 1));
    }

    /** Adds channels of zeros behind those of a rank 4 value. */
    String padChannels(String value, int count) {
        return node("Pad", value, longs(0, 0, 0, 0, 0, count, 0, 0));
    }

    /** The indices [N, count] of the greatest of [N, length], the greatest first. */
    String topIndices(String value, int count) {
        String result = "TopK_" + counter.next();
        graph.addNode(NodeProto.newBuilder()
                .setOpType("TopK")
                .setName(result)
                .addInput(value)
                .addInput(longs(count))
                .addOutput(result + "_values")
                .addOutput(result));
        return result;
    }

    /** 1 where the first value is greater than the second, else 0. */
    String greater(String a, String b) {
        return toFloat(node("Greater", a, b));
    }

    String toFloat(String value) {
        return cast(value, TensorProto.DataType.FLOAT);
    }

    String cast(String value, TensorProto.DataType type) {
        return node("Cast", List.of(value), attribute("to", type.getNumber()));
    }

    /** Whole numbers, cut towards zero. */
    String toWhole(String value) {
        return node("Cast", List.of(value), attribute("to", TensorProto.DataType.INT64.getNumber()));
    }

    /** Zeros of a shape that is a list of whole numbers. */
    String zeros(String shape) {
        return node("Expand", scalar(0), shape);
    }

    /** The sizes of the axes of a value from one on, as a list of whole numbers. */
    String sizes(String value, long from, long end) {
        return slice(node("Shape", value), 0, from, end, 1);
    }

    /** The sum along an axis, which stays with size 1. */
    String sum(String value, long axis) {
        return node("ReduceSum", List.of(value, longs(axis)), attribute("keepdims", 1));
    }

    /** The size of an axis as a float scalar. */
    String size(String value, int axis) {
        return toFloat(node("Gather", node("Shape", value), longScalar(axis)));
    }

    /** The numbers 0, 1, ... along an axis of a rank 4 value, as floats, with size 1 on the other axes. */
    String ramp(String like, int axis) {
        String range = node("Range", scalar(0), size(like, axis), scalar(1));
        long[] shape = {1, 1, 1, 1};
        shape[axis] = -1;
        return node("Reshape", range, longs(shape));
    }

    /** An image of 0 to 1 again, from one with mean and deviation taken out. */
    String denormalised(String image, double[] mean, double[] deviation) {
        return node("Add", node("Mul", image, perChannel(deviation)), perChannel(mean));
    }

    private String perChannel(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats(floats, 1, values.length, 1, 1);
    }

    /**
     * Centre, width and height from 0 to 1 of boxes with corners left, top, right, bottom in pixels.
     *
     * @param axis of the corners, the last one
     * @param image [N, C, H, W]
     */
    String centredParts(String corners, int axis, String image) {
        String upperLeft = slice(corners, axis, 0, 2, 1);
        String lowerRight = slice(corners, axis, 2, 4, 1);
        String centre = node("Mul", node("Add", upperLeft, lowerRight), scalar(0.5));
        String size = toFloat(node("Slice", node("Shape", image), longs(2), longs(4)));
        String widthAndHeight = concat(0, slice(size, 0, 1, 2, 1), slice(size, 0, 0, 1, 1));
        return concat(
                axis,
                node("Div", centre, widthAndHeight),
                node("Div", node("Sub", lowerRight, upperLeft), widthAndHeight));
    }

    /** Max pooling that keeps the size; what lies outside never wins. */
    String maxPool(String value, int height, int width) {
        return node(
                "MaxPool",
                List.of(value),
                attributes("kernel_shape", height, width),
                attributes("pads", height / 2, width / 2, height / 2, width / 2),
                attributes("strides", 1, 1));
    }

    /** Max pooling over blocks. */
    String maxBlocks(String value, int size) {
        return node(
                "MaxPool", List.of(value), attributes("kernel_shape", size, size), attributes("strides", size, size));
    }

    /** Average pooling over blocks. */
    String averageBlocks(String value, int size) {
        return node(
                "AveragePool",
                List.of(value),
                attributes("kernel_shape", size, size),
                attributes("strides", size, size));
    }

    /** Average pooling that keeps the size; what lies outside does not count. */
    String average(String value, int size) {
        int pad = size / 2;
        return node(
                "AveragePool",
                List.of(value),
                attributes("kernel_shape", size, size),
                attributes("pads", pad, pad, pad, pad),
                attributes("strides", 1, 1));
    }

    /** Repeats a step on a float value of rank 4 until it changes nothing more. */
    String untilStable(String initial, Step step) {
        GraphBuilder body = new GraphBuilder("step_" + counter.next(), counter);
        String state = "state_" + counter.next();
        String iteration = "iteration_" + counter.next();
        String condition = "condition_" + counter.next();
        body.graph.addInput(tensor(iteration, TensorProto.DataType.INT64));
        body.graph.addInput(tensor(condition, TensorProto.DataType.BOOL));
        body.graph.addInput(tensor(state, TensorProto.DataType.FLOAT, "n", "c", "h", "w"));
        String next = step.apply(body, state);
        String change = body.node(
                "ReduceMax", List.of(body.node("Abs", body.node("Sub", next, state))), attribute("keepdims", 0));
        String again = body.node("Greater", change, body.scalar(0));
        body.graph.addOutput(tensor(again, TensorProto.DataType.BOOL));
        body.graph.addOutput(tensor(next, TensorProto.DataType.FLOAT, "n", "c", "h", "w"));
        AttributeProto bodyAttribute = AttributeProto.newBuilder()
                .setName("body")
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(body.graph)
                .build();
        String always = boolScalar();
        return node("Loop", List.of("", always, initial), bodyAttribute);
    }

    /** One step of a repetition: adds nodes to the body's graph and returns the name of the next value. */
    @FunctionalInterface
    interface Step {
        String apply(GraphBuilder body, String state);
    }

    private String boolScalar() {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("const_" + counter.next())
                .setDataType(TensorProto.DataType.BOOL.getNumber())
                .addInt32Data(1);
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    /** Applies an operation several times. */
    static String times(int count, String value, UnaryOperator<String> operation) {
        String result = value;
        for (int i = 0; i < count; i++) {
            result = operation.apply(result);
        }
        return result;
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto attributes(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    static AttributeProto attribute(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /** The bytes of the model with the metadata given, in the order of the map. */
    byte[] model(Map<String, String> metadata) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("gs-prelabel test-data")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph);
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private static ValueInfoProto tensor(String name, TensorProto.DataType type, Object... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (Object dimension : shape) {
            TensorShapeProto.Dimension.Builder builder = dimensions.addDimBuilder();
            if (dimension instanceof Number number) {
                builder.setDimValue(number.longValue());
            } else {
                builder.setDimParam(dimension.toString());
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(dimensions)))
                .build();
    }

    private static final class Counter {
        private int last;

        int next() {
            return ++last;
        }
    }
}
