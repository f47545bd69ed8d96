package org.gsprelabel.wps;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model whose logits are the logarithm of normalised samples: NaN for samples below the mean, numbers above. */
final class NotFiniteModel {

    static final String ID = "not-finite";

    private NotFiniteModel() {}

    static void write(Path models) throws IOException {
        Path folder = Files.createDirectories(models.resolve(ID));
        Files.write(folder.resolve("model.onnx"), model().toByteArray());
        Files.writeString(folder.resolve("model.json"), """
                {"id": "not-finite", "title": "logarithm", "family": "semseg",
                 "files": {"model": {"path": "model.onnx"}},
                 "image": {"input": "image", "bands": [1], "mean": [0.3], "std": [0.1]},
                 "geometry": {"multipleOf": 8},
                 "output": {"name": "logits"},
                 "classes": ["bright"]}
                """);
    }

    static void delete(Path models) throws IOException {
        Files.delete(models.resolve(ID).resolve("model.onnx"));
        Files.delete(models.resolve(ID).resolve("model.json"));
        Files.delete(models.resolve(ID));
    }

    private static ModelProto model() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(GraphProto.newBuilder()
                        .setName(ID)
                        .addInput(tensor("image"))
                        .addOutput(tensor("logits"))
                        .addNode(NodeProto.newBuilder()
                                .setOpType("Log")
                                .addInput("image")
                                .addOutput("logits")))
                .build();
    }

    private static ValueInfoProto tensor(String name) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDim(dimension("N"));
        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1));
        shape.addDim(dimension("H"));
        shape.addDim(dimension("W"));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }

    private static TensorShapeProto.Dimension dimension(String name) {
        return TensorShapeProto.Dimension.newBuilder().setDimParam(name).build();
    }
}
