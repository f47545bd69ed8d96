package org.gsprelabel.wps;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Models that load, and that the runtime then really fails to run. */
enum FailingModel {
    /** Wants ten gigabytes for each sample of a window, more than any address space has. */
    GREEDY {
        @Override
        void addNodes(GraphProto.Builder graph) {
            graph.addInitializer(floats("each", 1e10f, 1))
                    .addNode(node("Size", "image", "size"))
                    .addNode(cast("size", "samples", TensorProto.DataType.FLOAT))
                    .addNode(node("Mul", "samples", "bytes").addInput("each"))
                    .addNode(cast("bytes", "shape", TensorProto.DataType.INT64))
                    .addNode(node("ConstantOfShape", "shape", "zeros")
                            .addAttribute(AttributeProto.newBuilder()
                                    .setName("value")
                                    .setType(AttributeProto.AttributeType.TENSOR)
                                    .setT(TensorProto.newBuilder()
                                            .setDataType(TensorProto.DataType.UINT8.getNumber())
                                            .addDims(1)
                                            .setRawData(ByteString.copyFrom(new byte[1])))))
                    .addNode(node("ReduceMax", "zeros", "most"))
                    .addNode(cast("most", "nothing", TensorProto.DataType.FLOAT))
                    .addNode(node("Add", "image", "logits").addInput("nothing"));
        }
    },

    /** Adds a plane of 3 x 3 numbers, which fits no window. */
    MISFIT {
        @Override
        void addNodes(GraphProto.Builder graph) {
            graph.addInitializer(floats("plane", 0, 3, 3))
                    .addNode(node("Add", "image", "logits").addInput("plane"));
        }
    };

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    void write(Path models) throws IOException {
        Path folder = Files.createDirectories(models.resolve(id()));
        Files.write(folder.resolve("model.onnx"), model().toByteArray());
        Files.writeString(folder.resolve("model.json"), """
                {"id": "%s", "title": "fails", "family": "semseg",
                 "files": {"model": {"path": "model.onnx"}},
                 "image": {"input": "image", "bands": [1]},
                 "geometry": {"multipleOf": 8},
                 "output": {"name": "logits"},
                 "classes": ["any"]}
                """.formatted(id()));
    }

    abstract void addNodes(GraphProto.Builder graph);

    private ModelProto model() {
        GraphProto.Builder graph =
                GraphProto.newBuilder().setName(id()).addInput(tensor("image")).addOutput(tensor("logits"));
        addNodes(graph);
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build();
    }

    private static NodeProto.Builder node(String type, String input, String output) {
        return NodeProto.newBuilder().setOpType(type).addInput(input).addOutput(output);
    }

    private static NodeProto.Builder cast(String input, String output, TensorProto.DataType type) {
        return node("Cast", input, output)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(type.getNumber()));
    }

    private static TensorProto floats(String name, float value, int... shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        int count = 1;
        for (int length : shape) {
            tensor.addDims(length);
            count *= length;
        }
        for (int i = 0; i < count; i++) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private static ValueInfoProto tensor(String name) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("H"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("W"))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }
}
