package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxPredictorTest {

    private static final float[][] WEIGHTS = {{1, 2}, {-1, 0}};

    @TempDir
    Path folder;

    @Test
    void answersWhatTheGraphComputes() {
        try (OnnxPredictor predictor = pixelwise("N")) {
            // two channels of 1 x 3 pixels
            Tensor image = Tensor.of(new float[] {1, 2, 3, 10, 20, 30}, 1, 2, 1, 3);

            Tensor answer = logits(predictor, image);

            assertThat(answer.shape()).containsExactly(1, 2, 1, 3);
            assertThat(values(answer)).containsExactly(21.5f, 42.5f, 63.5f, -1, -2, -3);
            assertThat(predictor.device()).isEqualTo("CPU");
        }
    }

    @Test
    void takesBuffersOfAnyKindAndOrderAndLeavesThemAsTheyAre() {
        float[] pixels = {1, 2, 3, 10, 20, 30};
        FloatBuffer foreign = ByteBuffer.allocateDirect(24)
                .order(
                        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                                ? ByteOrder.BIG_ENDIAN
                                : ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .put(0, pixels);
        Tensor direct = Tensor.allocate(1, 2, 1, 3);
        direct.data().put(0, pixels).position(4);
        List<Tensor> images = List.of(direct, Tensor.of(foreign, 1, 2, 1, 3), Tensor.of(pixels.clone(), 1, 2, 1, 3));

        try (OnnxPredictor predictor = pixelwise("N")) {
            for (Tensor image : images) {
                assertThat(values(logits(predictor, image))).containsExactly(21.5f, 42.5f, 63.5f, -1, -2, -3);
                assertThat(values(image)).containsExactly(pixels);
            }
        }
        assertThat(direct.data().position()).isEqualTo(4);
    }

    /** The nearest float16 each; what is beyond its range is infinite. */
    @Test
    void feedsFloat16ToGraphsThatTakeIt() {
        Path file = new OnnxModels()
                .input("image", OnnxModels.FLOAT16, "N", 1, "H", "W")
                .node("Cast", List.of("image"), "logits", OnnxModels.integer("to", OnnxModels.FLOAT))
                .output("logits", OnnxModels.FLOAT, "N", 1, "H", "W")
                .write(folder.resolve("half.onnx"));
        try (OnnxPredictor predictor = OnnxPredictor.open(Descriptors.semantic(1, 0, 1), file)) {
            Tensor image = Tensor.of(new float[] {0.1f, -2, 2049, 70_000}, 1, 1, 2, 2);

            assertThat(values(logits(predictor, image)))
                    .containsExactly(0.099975586f, -2, 2048, Float.POSITIVE_INFINITY);
        }
    }

    @Test
    void returnsOnlyTheOutputsOfTheDescriptor() {
        Path file = OnnxModels.pixelwise("N", WEIGHTS, 0, 0)
                .node("Neg", List.of("logits"), "negative")
                .output("negative", OnnxModels.FLOAT, "N", 2, "H", "W")
                .write(folder.resolve("two.onnx"));

        try (OnnxPredictor predictor = OnnxPredictor.open(Descriptors.semantic(2, 0, 2), file)) {
            assertThat(predictor.predict(Map.of("image", Tensor.allocate(1, 2, 2, 2))))
                    .containsOnlyKeys("logits");
        }
    }

    @Test
    void findsWeightsInFilesBesideTheModel() throws IOException {
        ByteBuffer weights =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(2.5f);
        Files.write(folder.resolve("weights.bin"), weights.array());
        Path file = new OnnxModels()
                .input("image", OnnxModels.FLOAT, "N", 1, "H", "W")
                .externalConstant("factor", "weights.bin", 1)
                .node("Mul", List.of("image", "factor"), "logits")
                .output("logits", OnnxModels.FLOAT, "N", 1, "H", "W")
                .write(folder.resolve("external.onnx"));

        try (OnnxPredictor predictor = OnnxPredictor.open(Descriptors.semantic(1, 0, 1), file)) {
            assertThat(values(logits(predictor, Tensor.of(new float[] {1, -2}, 1, 1, 1, 2))))
                    .containsExactly(2.5f, -5);
        }
    }

    @Test
    void widensHalfPrecisionOutputs() {
        Path file = new OnnxModels()
                .input("image", OnnxModels.FLOAT, "N", 1, "H", "W")
                .node("Cast", List.of("image"), "logits", OnnxModels.integer("to", OnnxModels.FLOAT16))
                .output("logits", OnnxModels.FLOAT16, "N", 1, "H", "W")
                .write(folder.resolve("half.onnx"));

        try (OnnxPredictor predictor = OnnxPredictor.open(Descriptors.semantic(1, 0, 1), file)) {
            Tensor image = Tensor.of(new float[] {0.5f, -2, 1 + 1 / 4096f}, 1, 1, 1, 3);
            // float16 has 10 bits of fraction: 1 + 2^-12 becomes 1
            assertThat(values(logits(predictor, image))).containsExactly(0.5f, -2, 1);
        }
    }

    @Test
    void anItemHasTheSameBitsAloneAndInABatch() {
        try (OnnxPredictor predictor = convolution("N")) {
            assertThat(predictor.maxBatch()).isEqualTo(Integer.MAX_VALUE);
            Tensor batch = randomImages(4);
            float[] together = values(logits(predictor, batch));

            assertThat(together).containsExactly(oneByOne(predictor, batch));
        }
    }

    @Test
    void saysWhereTheGraphFixesItsBatch() {
        try (OnnxPredictor fixed = convolution(4)) {
            assertThat(fixed.maxBatch()).isEqualTo(4);
        }
    }

    @Test
    void eightThreadsGetTheSameBitsAsOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (OnnxPredictor predictor = convolution("N")) {
            Tensor images = randomImages(32);
            float[] expected = oneByOne(predictor, images);
            List<Callable<float[]>> tasks = new ArrayList<>();
            for (int item = 0; item < 32; item++) {
                Tensor image = item(images, item);
                tasks.add(() -> values(logits(predictor, image)));
            }
            int size = expected.length / 32;
            int item = 0;
            for (Future<float[]> answer : threads.invokeAll(tasks)) {
                assertThat(answer.get()).containsExactly(Arrays.copyOfRange(expected, item * size, ++item * size));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void closingWaitsForPredictionsAndEndsLaterOnes() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        OnnxPredictor predictor = convolution("N");
        try {
            Tensor image = randomImages(1);
            float[] expected = oneByOne(predictor, image);
            CountDownLatch running = new CountDownLatch(4);
            List<Future<String>> ends = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ends.add(threads.submit(() -> {
                    while (true) {
                        try {
                            assertThat(values(logits(predictor, image))).containsExactly(expected);
                            running.countDown();
                        } catch (ModelException e) {
                            return e.getMessage();
                        }
                    }
                }));
            }
            running.await();
            predictor.close();
            predictor.close();
            for (Future<String> end : ends) {
                assertThat(end.get()).isEqualTo("model 'x': it has been closed");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesInputsThatTheGraphDoesNotDeclare() {
        try (OnnxPredictor predictor = pixelwise("N");
                OnnxPredictor fixed = pixelwise(2)) {
            assertThatThrownBy(() -> predictor.predict(Map.of("picture", Tensor.allocate(1, 2, 4, 4))))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("model 'x': inputs must be image, found [picture]");
            assertThatThrownBy(() -> predictor.predict(Map.of("image", Tensor.allocate(1, 3, 4, 4))))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("model 'x': input 'image' must be [N, 2, H, W], found [1, 3, 4, 4]");
            assertThatThrownBy(() -> predictor.predict(Map.of("image", Tensor.allocate(2, 4, 4))))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("model 'x': input 'image' must be [N, 2, H, W], found [2, 4, 4]");
            assertThatThrownBy(() -> predictor.predict(Map.of("image", Tensor.allocate(0, 2, 4, 4))))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("model 'x': input 'image' must have at least 1 item, found [0, 2, 4, 4]");
            assertThatThrownBy(() -> fixed.predict(Map.of("image", Tensor.allocate(3, 2, 4, 4))))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("model 'x': input 'image' must be [2, 2, H, W], found [3, 2, 4, 4]");
        }
    }

    @Test
    void aRunThatFailsNamesTheInputAndTheCauseOnOneLine() {
        Path file = new OnnxModels()
                .input("image", OnnxModels.FLOAT, "N", 1, "H", "W")
                .constant("grid", new float[16], 1, 1, 4, 4)
                .node("Add", List.of("image", "grid"), "logits")
                .output("logits", OnnxModels.FLOAT, "N", 1, "H", "W")
                .write(folder.resolve("add.onnx"));
        try (OnnxPredictor predictor = OnnxPredictor.open(Descriptors.semantic(1, 0, 1), file)) {
            assertThatThrownBy(() -> predictor.predict(Map.of("image", Tensor.allocate(1, 1, 5, 5))))
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith("model 'x': input 'image' [1, 1, 5, 5] failed: ")
                    .hasMessageContaining("Add")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "Error code"));
            // and the session is still good
            assertThat(predictor.predict(Map.of("image", Tensor.allocate(1, 1, 4, 4))))
                    .containsKey("logits");
        }
    }

    @Test
    void refusesOutputsOfAnotherBatch() {
        Path file = new OnnxModels()
                .input("image", OnnxModels.FLOAT, "N", 1, "H", "W")
                .node("Concat", List.of("image", "image"), "logits", OnnxModels.integer("axis", 0))
                .output("logits", OnnxModels.FLOAT, "M", 1, "H", "W")
                .write(folder.resolve("concat.onnx"));
        try (OnnxPredictor predictor = OnnxPredictor.open(Descriptors.semantic(1, 0, 1), file)) {
            assertThatThrownBy(() -> predictor.predict(Map.of("image", Tensor.allocate(3, 1, 2, 2))))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("model 'x': output 'logits' must have one item for each of the 3 of the input, found"
                            + " [6, 1, 2, 2]");
        }
    }

    private OnnxPredictor pixelwise(Object items) {
        Path file = OnnxModels.pixelwise(items, WEIGHTS, 0.5f, 0).write(folder.resolve("pixelwise-" + items + ".onnx"));
        return OnnxPredictor.open(Descriptors.semantic(2, 0, 2), file);
    }

    /** 3 x 3 convolution, 3 to 4 channels, with weights whose sums round. */
    private OnnxPredictor convolution(Object items) {
        Random random = new Random(7);
        float[] weights = new float[4 * 3 * 9];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextFloat() - 0.5f;
        }
        Path file = new OnnxModels()
                .input("image", OnnxModels.FLOAT, items, 3, "H", "W")
                .constant("weights", weights, 4, 3, 3, 3)
                .node("Conv", List.of("image", "weights"), "sums", OnnxModels.integers("pads", 1, 1, 1, 1))
                .node("Sigmoid", List.of("sums"), "logits")
                .output("logits", OnnxModels.FLOAT, items, 4, "H", "W")
                .write(folder.resolve("convolution-" + items + ".onnx"));
        return OnnxPredictor.open(Descriptors.semantic(3, 0, 4), file);
    }

    private static Tensor randomImages(int items) {
        Random random = new Random(11);
        Tensor images = Tensor.allocate(items, 3, 16, 16);
        for (int i = 0; i < images.data().capacity(); i++) {
            images.data().put(i, random.nextFloat());
        }
        return images;
    }

    private static Tensor item(Tensor images, int item) {
        int size = 3 * 16 * 16;
        Tensor one = Tensor.allocate(1, 3, 16, 16);
        one.data().put(0, images.data(), item * size, size);
        return one;
    }

    private static float[] oneByOne(OnnxPredictor predictor, Tensor images) {
        int size = 4 * 16 * 16;
        float[] answers = new float[images.size(0) * size];
        for (int item = 0; item < images.size(0); item++) {
            Tensor answer = logits(predictor, item(images, item));
            answer.data().get(0, answers, item * size, size);
        }
        return answers;
    }

    private static Tensor logits(OnnxPredictor predictor, Tensor image) {
        return Objects.requireNonNull(predictor.predict(Map.of("image", image)).get("logits"));
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[tensor.data().capacity()];
        tensor.data().get(0, values);
        return values;
    }
}
