package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gsprelabel.model.Incidents;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelRepository.ModelEntry;
import org.gsprelabel.model.Role;
import org.gsprelabel.onnx.DeviceSettings.Device;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the real runtime does without a GPU, and when memory ends. */
class DeviceTest {

    private static final String FALLBACK = "runs on the CPU instead of CUDA:0: Failed to find CUDA shared provider";

    @TempDir
    Path folder;

    @Test
    void a_model_that_asks_for_CUDA_runs_on_the_CPU_and_says_so() throws IOException {
        assumeFalse(DeviceSession.hasCuda(), "the runtime on the class path has CUDA");
        Path model = Files.createDirectory(folder.resolve("roofs"));
        OnnxModels.pixelwise("N", new float[][] {{2}}, 0.5f).write(model.resolve("model.onnx"));
        Files.writeString(model.resolve("model.json"), """
                {"id": "roofs", "family": "semseg", "files": {"model": {"path": "model.onnx"}},
                 "image": {"input": "image", "bands": [1]}, "output": {"name": "logits"}, "classes": ["roof"],
                 "runtime": {"device": "cuda", "memoryLimitMegabytes": 2048}}""");
        try (OnnxModelRepository repository = new OnnxModelRepository(folder)) {
            Model roofs = repository.get("roofs");
            assertThat(roofs.device()).isEqualTo("CPU");
            assertThat(roofs.fallbacks()).containsExactly("model 'roofs' " + FALLBACK);
            Map<String, Tensor> answer =
                    roofs.graph(Role.MODEL).predict(Map.of("image", Tensor.of(new float[] {3}, 1, 1, 1, 1)));
            assertThat(Objects.requireNonNull(answer.get("logits")).get(0)).isEqualTo(6.5f);
            assertThat(repository.list()).extracting(ModelEntry::fallback).containsExactly("model 'roofs' " + FALLBACK);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Device.class,
            names = {"AUTO", "CPU"})
    void one_that_does_not_insist_runs_on_the_CPU_as_a_matter_of_course(Device device) {
        assumeFalse(DeviceSession.hasCuda(), "the runtime on the class path has CUDA");
        Path file = OnnxModels.pixelwise("N", new float[][] {{2}}, 0).write(folder.resolve("m.onnx"));
        try (OnnxPredictor predictor = OnnxPredictor.open(
                Descriptors.semantic(1, 0, 1), Role.MODEL, file, DeviceSettings.on(device), DeviceGates.usual())) {
            assertThat(predictor.device()).isEqualTo("CPU");
            assertThat(predictor.fallback()).isEmpty();
        }
    }

    /**
     * A graph that needs 4000^N bytes for N items: 16 MB for two, and for four more than any address space has. The
     * runtime really fails, and the session goes on.
     */
    @Test
    void a_batch_for_which_there_is_no_memory_is_halved() {
        try (OnnxPredictor predictor = OnnxPredictor.open(Descriptors.semantic(1, 0, 1), greedy())) {
            float[] values = {1, 2, 3, 4};
            assertThat(run(predictor, values)).containsExactly(values);
            assertThat(predictor.incidents()).isEqualTo(new Incidents(0, 1, 0));
            assertThat(run(predictor, 5, 6, 7, 8)).containsExactly(5, 6, 7, 8);
            assertThat(predictor.incidents().halvedBatches()).isEqualTo(1);
        }
    }

    /** The same graph with H in place of N: what is too large is one item. */
    @Test
    void one_item_for_which_there_is_no_memory_fails_and_names_the_way_out() {
        try (OnnxPredictor predictor = OnnxPredictor.open(Descriptors.semantic(1, 0, 1), greedy())) {
            Tensor image = Tensor.of(new float[4], 1, 1, 4, 1);
            assertThatThrownBy(() -> predictor.predict(Map.of("image", image)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith(
                            "model 'x': input 'image' [1, 1, 4, 1] is too large for the memory of CPU, take"
                                    + " smaller tiles: ");
            assertThat(run(predictor, 1)).containsExactly(1);
        }
    }

    private static float[] run(OnnxPredictor predictor, float... values) {
        Tensor logits = Objects.requireNonNull(predictor
                .predict(Map.of("image", Tensor.of(values, values.length, 1, 1, 1)))
                .get("logits"));
        float[] answer = new float[values.length];
        logits.data().get(0, answer);
        return answer;
    }

    private Path greedy() {
        AttributeProto zero = AttributeProto.newBuilder()
                .setName("value")
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(TensorProto.newBuilder()
                        .setDataType(TensorProto.DataType.UINT8.getNumber())
                        .addDims(1)
                        .setRawData(ByteString.copyFrom(new byte[1])))
                .build();
        return new OnnxModels()
                .input("image", OnnxModels.FLOAT, "N", 1, "H", "W")
                .constant("base", new float[] {4000}, 1)
                .node("Size", List.of("image"), "size")
                .node("Cast", List.of("size"), "exponent", OnnxModels.integer("to", OnnxModels.FLOAT))
                .node("Pow", List.of("base", "exponent"), "power")
                .node("Cast", List.of("power"), "bytes", OnnxModels.integer("to", OnnxModels.INT64))
                .node("ConstantOfShape", List.of("bytes"), "zeros", zero)
                .node("ReduceMax", List.of("zeros"), "zero")
                .node("Cast", List.of("zero"), "nothing", OnnxModels.integer("to", OnnxModels.FLOAT))
                .node("Add", List.of("image", "nothing"), "logits")
                .output("logits", OnnxModels.FLOAT, "N", 1, "H", "W")
                .write(folder.resolve("greedy.onnx"));
    }
}
