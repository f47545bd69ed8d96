package org.gsprelabel.onnx;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Builds small ONNX models, node by node. An axis is a number, or a name where any length fits. */
final class OnnxModels {

    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int FLOAT16 = 10;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final ModelProto.Builder model = ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13));

    OnnxModels input(String name, int type, Object... axes) {
        graph.addInput(tensor(name, type, axes));
        return this;
    }

    OnnxModels output(String name, int type, Object... axes) {
        graph.addOutput(tensor(name, type, axes));
        return this;
    }

    OnnxModels constant(String name, float[] values, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
        for (long length : shape) {
            tensor.addDims(length);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    /** A constant whose values lie in a file beside the model, little-endian. */
    OnnxModels externalConstant(String name, String file, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(FLOAT)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue(file));
        for (long length : shape) {
            tensor.addDims(length);
        }
        graph.addInitializer(tensor);
        return this;
    }

    OnnxModels node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return this;
    }

    OnnxModels metadata(String key, String value) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
        return this;
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    byte[] bytes() {
        return model.setGraph(graph).build().toByteArray();
    }

    Path write(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@code logits[c] = weights[c][0] * image[0] + weights[c][1] * image[1] + ... + bias[c]}, pixel by pixel.
     *
     * @param items length or name of the batch axis
     */
    static OnnxModels pixelwise(Object items, float[][] weights, float... bias) {
        int classes = weights.length;
        int channels = weights[0].length;
        float[] flat = new float[classes * channels];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = weights[i / channels][i % channels];
        }
        return new OnnxModels()
                .input("image", FLOAT, items, channels, "H", "W")
                .constant("weights", flat, classes, channels, 1, 1)
                .constant("bias", bias, classes)
                .node("Conv", List.of("image", "weights", "bias"), "logits")
                .output("logits", FLOAT, items, classes, "H", "W");
    }

    /** A model whose outputs are zeros of a shape, whatever comes in. */
    OnnxModels zeros(String name, int... shape) {
        long[] lengths = new long[shape.length];
        Object[] axes = new Object[shape.length];
        int size = 1;
        for (int i = 0; i < shape.length; i++) {
            lengths[i] = shape[i];
            axes[i] = shape[i];
            size *= shape[i];
        }
        return constant(name + "_zeros", new float[size], lengths)
                .node("Identity", List.of(name + "_zeros"), name)
                .output(name, FLOAT, axes);
    }

    private static ValueInfoProto tensor(String name, int type, Object... axes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object axis : axes) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            if (axis instanceof Number length) {
                dimension.setDimValue(length.longValue());
            } else {
                dimension.setDimParam(axis.toString());
            }
            shape.addDim(dimension);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }
}
