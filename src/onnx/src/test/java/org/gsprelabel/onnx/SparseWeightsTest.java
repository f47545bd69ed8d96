package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import org.gsprelabel.model.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading these files as they are takes 8 GB and more, whatever they are used for. */
class SparseWeightsTest {

    private static final long[] HUGE = {2000, 1_000_000};

    @TempDir
    private Path folder;

    @Test
    void sparse_weights_that_would_fill_memory_are_refused() {
        refuses(model(GraphProto.newBuilder().addSparseInitializer(sparse(HUGE))), "2000000000");
    }

    @Test
    void they_are_found_in_nodes_in_graphs_of_nodes_and_in_functions() {
        NodeProto constant = node("sparse_value", sparse(HUGE));
        refuses(model(GraphProto.newBuilder().addNode(constant)), "2000000000");
        GraphProto inner =
                GraphProto.newBuilder().addSparseInitializer(sparse(HUGE)).build();
        AttributeProto branch = AttributeProto.newBuilder()
                .setName("then_branch")
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(inner)
                .build();
        refuses(
                model(GraphProto.newBuilder()
                        .addNode(NodeProto.newBuilder().setOpType("If").addAttribute(branch))),
                "2000000000");
        // model { functions { node } } by hand: this schema is older than functions
        byte[] function = message(25, message(7, constant.toByteArray()));
        refuses(function, "2000000000");
    }

    @Test
    void what_many_of_them_need_together_counts() {
        GraphProto.Builder graph = GraphProto.newBuilder();
        for (int i = 0; i < 3; i++) {
            graph.addSparseInitializer(sparse(100_000_000));
        }
        refuses(model(graph), "300000000");
    }

    @Test
    void lengths_whose_product_is_beyond_all_numbers_are_refused() {
        refuses(
                model(GraphProto.newBuilder().addSparseInitializer(sparse(1L << 62, 1L << 62, 1L << 62))),
                "more than 2^63");
        refuses(model(GraphProto.newBuilder().addSparseInitializer(sparse(-3))), "more than 2^63");
    }

    @Test
    void a_tensor_in_pieces_is_one_tensor() {
        byte[] pieces = concat(
                message(22, sparse(2000).toByteArray()),
                message(22, sparse(1_000_000).toByteArray()));
        refuses(message(7, message(1, message(5, pieces))), "2000000000");
    }

    @Test
    void nothing_hides_behind_fields_that_nobody_knows() {
        UnknownFieldSet group = UnknownFieldSet.newBuilder()
                .addField(
                        900,
                        UnknownFieldSet.Field.newBuilder()
                                .addGroup(UnknownFieldSet.newBuilder()
                                        .addField(
                                                901,
                                                UnknownFieldSet.Field.newBuilder()
                                                        .addFixed32(7)
                                                        .build())
                                        .build())
                                .addFixed64(Long.MAX_VALUE)
                                .build())
                .build();
        byte[] graph = concat(
                group.toByteArray(),
                GraphProto.newBuilder()
                        .addSparseInitializer(sparse(HUGE))
                        .build()
                        .toByteArray());
        refuses(concat(group.toByteArray(), message(7, graph)), "2000000000");
        // the key of field 15 with a bit above the 32 that readers take: 122 + 2^32
        byte[] longKey = {(byte) (122 | 0x80), (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x10};
        byte[] tensor = sparse(HUGE).toByteArray();
        refuses(message(7, concat(longKey, new byte[] {(byte) tensor.length}, tensor)), "2000000000");
    }

    @Test
    void ordinary_models_and_files_that_are_none_pass() throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder().addSparseInitializer(sparse(2000, 1000));
        assertThatCode(() -> SparseWeights.check("m", write(model(graph)))).doesNotThrowAnyException();
        Random random = new Random(5);
        for (int length = 0; length < 3000; length += 7) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            Path file = write(noise);
            assertThatCode(() -> SparseWeights.check("m", file)).doesNotThrowAnyException();
        }
    }

    @Test
    void no_runtime_is_given_such_a_file() {
        Path file = write(model(GraphProto.newBuilder()
                .setName("bomb")
                .addSparseInitializer(sparse(HUGE))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Identity")
                        .addInput("w")
                        .addOutput("y"))));

        assertThatThrownBy(() -> OnnxRuntime.openToInspect("bomb", file))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "model 'bomb': the sparse weights of file model.onnx must have at most 268435456 elements when"
                                + " dense, found 2000000000");
    }

    private void refuses(byte[] file, String found) {
        assertThat(file.length).isLessThan(1000);
        Path path = write(file);
        assertThatThrownBy(() -> SparseWeights.check("m", path))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'm': the sparse weights of file model.onnx must have at most 268435456 elements when"
                        + " dense, found " + found);
    }

    private Path write(byte[] bytes) {
        try {
            return Files.write(folder.resolve("model.onnx"), bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] model(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static NodeProto node(String attribute, SparseTensorProto tensor) {
        return NodeProto.newBuilder()
                .setOpType("Constant")
                .addOutput("w")
                .addAttribute(AttributeProto.newBuilder()
                        .setName(attribute)
                        .setType(AttributeProto.AttributeType.SPARSE_TENSOR)
                        .setSparseTensor(tensor))
                .build();
    }

    /** One value and axes of these lengths. */
    private static SparseTensorProto sparse(long... axes) {
        return SparseTensorProto.newBuilder()
                .setValues(TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(OnnxModels.FLOAT)
                        .addDims(1)
                        .addFloatData(1))
                .setIndices(TensorProto.newBuilder()
                        .setDataType(OnnxModels.INT64)
                        .addDims(1)
                        .addInt64Data(0))
                .addAllDims(LongStream.of(axes).boxed().toList())
                .build();
    }

    /** A field that holds a message, in protobuf's wire format. */
    private static byte[] message(int field, byte[] content) {
        return concat(varint(field << 3 | 2), varint(content.length), content);
    }

    private static byte[] varint(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
