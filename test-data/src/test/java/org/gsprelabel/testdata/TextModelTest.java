package org.gsprelabel.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Feeds ids and masks that are written out by hand, and reads the outputs in the simplest way. */
class TextModelTest {

    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] STD = {0.229, 0.224, 0.225};
    private static final double[] CLIP_MEAN = {0.48145466, 0.4578275, 0.40821073};
    private static final double[] CLIP_STD = {0.26862954, 0.26130258, 0.27577711};
    private static final int SIZE = 512;

    /** [CLS] red roof . blue roof . [SEP] */
    private static final long[] CAPTION = {101, 2000, 2004, 1012, 2001, 2004, 1012, 102};

    private static final long[] POSITIONS = {0, 0, 1, 2, 0, 1, 2, 0};
    private static final long[] COUNTED_ON = {0, 1, 2, 3, 4, 5, 6, 7};
    private static final int[] PHRASE_OF_TOKEN = {0, 1, 1, 1, 2, 2, 2, 3};

    private final Scene scene = Scene.of(SceneSpec.of(42, SIZE));

    @Test
    void theMaskKeepsColoursApart() throws Exception {
        boolean[][] right = mask((row, column) -> PHRASE_OF_TOKEN[row] == PHRASE_OF_TOKEN[column]);

        assertThat(found(right, POSITIONS, 1)).containsExactlyElementsOf(truthCounts("red roof"));
        assertThat(found(right, POSITIONS, 4)).containsExactlyElementsOf(truthCounts("blue roof"));
        assertThat(truthCounts("red roof").get(0)).isPositive();
        assertThat(truthCounts("blue roof").get(0)).isPositive();
    }

    @Test
    void aWrongMaskOrWrongPositionsFindNothing() throws Exception {
        boolean[][] right = mask((row, column) -> PHRASE_OF_TOKEN[row] == PHRASE_OF_TOKEN[column]);

        assertThat(found(mask((row, column) -> true), POSITIONS, 1)).containsExactly(0, 0);
        assertThat(found(mask((row, column) -> row == column), POSITIONS, 1)).containsExactly(0, 0);
        assertThat(found(right, COUNTED_ON, 1)).containsExactly(0, 0);
        assertThat(found(right, new long[8], 1)).containsExactly(0, 0);
    }

    @Test
    void huggingFaceMakesTheMaskItself() throws Exception {
        try (Graph graph = new Graph("roofs-gdino-hf/model.onnx")) {
            long[][] pixels = new long[SIZE][SIZE];
            for (long[] row : pixels) {
                Arrays.fill(row, 1);
            }
            graph.put("pixel_values", image(SIZE, MEAN, STD), 1, 3, SIZE, SIZE);
            graph.put("input_ids", new long[][] {CAPTION});
            graph.put("token_type_ids", new long[][] {new long[8]});
            graph.put("attention_mask", new long[][] {{1, 1, 1, 1, 1, 1, 1, 1}});
            graph.put("pixel_mask", new long[][][] {pixels});
            Map<String, float[][][]> outputs = graph.run("logits", "pred_boxes");

            assertThat(counts(of(outputs, "logits"), of(outputs, "pred_boxes"), 1, "red roof", SIZE))
                    .isEqualTo(truthCounts("red roof"));
            assertThat(of(outputs, "logits")[0][8]).isEqualTo(Float.NEGATIVE_INFINITY);
            assertThat(of(outputs, "logits")[0]).hasSize(256);
        }
    }

    @Test
    void owlTakesEachPhraseAloneAndIgnoresAbsentOnes() throws Exception {
        Scene large = Scene.of(SceneSpec.of(42, 768));
        try (Graph graph = new Graph("roofs-owlvit/model.onnx")) {
            long[][] ids = new long[3][16];
            long[][] attention = new long[3][16];
            ids[0] = Arrays.copyOf(new long[] {49406, 526, 522, 49407}, 16);
            ids[1] = Arrays.copyOf(new long[] {49406, 522, 526, 519, 49407}, 16);
            Arrays.fill(attention[0], 0, 4, 1);
            Arrays.fill(attention[1], 0, 5, 1);
            graph.put("input_ids", ids);
            graph.put("attention_mask", attention);
            graph.put(
                    "pixel_values", OrtModel.planar(large.render(0, 0, 768, 768), CLIP_MEAN, CLIP_STD), 1, 3, 768, 768);
            Map<String, float[][][]> outputs = graph.run("logits", "pred_boxes");
            float[][] logits = of(outputs, "logits");

            assertThat(logits).hasDimensions(2304, 3);
            List<Geometry> boxes = boxes(logits, of(outputs, "pred_boxes"), 0, 768);
            List<Geometry> truth = truth(large, "red roof");
            for (Geometry roof : truth) {
                assertThat(boxes).as("boxes of %s", roof).anyMatch(box -> Score.iou(box, roof) > 0.8);
            }
            assertThat(boxes).allMatch(box -> truth.stream().anyMatch(roof -> Score.iou(box, roof) > 0.8));
            // Two colours are no roof, and rows of zeros no phrase.
            assertThat(boxes(logits, of(outputs, "pred_boxes"), 1, 768)).isEmpty();
            for (float[] row : logits) {
                assertThat(row[2]).isLessThan(-1e30f);
            }
        }
    }

    @FunctionalInterface
    private interface Attends {
        boolean to(int row, int column);
    }

    private static boolean[][] mask(Attends attends) {
        boolean[][] mask = new boolean[8][8];
        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                mask[row][column] = attends.to(row, column);
            }
        }
        return mask;
    }

    /** Boxes that go with a token, and how many of them are red roofs for token 1, blue ones for token 4. */
    private List<Integer> found(boolean[][] mask, long[] positions, int token) throws Exception {
        try (Graph graph = new Graph("roofs-gdino-fork/model.onnx")) {
            graph.put("samples", image(SIZE, MEAN, STD), 1, 3, SIZE, SIZE);
            graph.put("input_ids", new long[][] {CAPTION});
            graph.put("token_type_ids", new long[][] {new long[8]});
            graph.put("text_token_mask", new boolean[][] {{true, true, true, true, true, true, true, true}});
            graph.put("text_self_attention_masks", new boolean[][][] {mask});
            graph.put("position_ids", new long[][] {positions});
            Map<String, float[][][]> outputs = graph.run("logits", "boxes");
            return counts(
                    of(outputs, "logits"), of(outputs, "boxes"), token, token == 1 ? "red roof" : "blue roof", SIZE);
        }
    }

    private float[] image(int size, double[] mean, double[] deviation) {
        return OrtModel.planar(scene.render(0, 0, size, size), mean, deviation);
    }

    private List<Integer> counts(float[][] logits, float[][] boxes, int column, String className, int size) {
        List<Geometry> found = boxes(logits, boxes, column, size);
        Score score = Score.of(truth(scene, className), found, 0.8);
        return List.of(found.size(), score.matches());
    }

    private List<Integer> truthCounts(String className) {
        int count = truth(scene, className).size();
        return List.of(count, count);
    }

    private static float[][] of(Map<String, float[][][]> outputs, String name) {
        return Objects.requireNonNull(outputs.get(name), name)[0];
    }

    private static List<Geometry> truth(Scene scene, String className) {
        GeometryFactory factory = new GeometryFactory();
        return scene.truth().stream()
                .filter(object -> object.className().equals(className))
                .map(object -> factory.toGeometry(object.pixels().getEnvelopeInternal()))
                .toList();
    }

    /** Boxes whose logit in a column is above 0, in pixels. */
    private static List<Geometry> boxes(float[][] logits, float[][] boxes, int column, int size) {
        List<Geometry> found = new ArrayList<>();
        for (int i = 0; i < logits.length; i++) {
            if (logits[i][column] > 0) {
                float[] box = boxes[i];
                found.add(new GeometryFactory()
                        .toGeometry(new Envelope(
                                (box[0] - box[2] / 2) * size,
                                (box[0] + box[2] / 2) * size,
                                (box[1] - box[3] / 2) * size,
                                (box[1] + box[3] / 2) * size)));
            }
        }
        return found;
    }

    /** A model with inputs of several types. */
    private static final class Graph implements AutoCloseable {

        private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        private final OrtSession session;
        private final Map<String, OnnxTensor> inputs = new HashMap<>();

        Graph(String file) throws Exception {
            try (var in = TestModels.open(file)) {
                session = environment.createSession(in.readAllBytes(), new OrtSession.SessionOptions());
            }
        }

        void put(String name, float[] values, long... shape) throws Exception {
            inputs.put(name, OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape));
        }

        /** Nested arrays of numbers or truths. */
        void put(String name, Object values) throws Exception {
            inputs.put(name, OnnxTensor.createTensor(environment, values));
        }

        Map<String, float[][][]> run(String... outputs) throws Exception {
            Map<String, float[][][]> values = new HashMap<>();
            try (OrtSession.Result result = session.run(inputs)) {
                for (String output : outputs) {
                    values.put(output, (float[][][])
                            result.get(output).orElseThrow().getValue());
                }
            }
            return values;
        }

        @Override
        public void close() throws OrtException {
            inputs.values().forEach(OnnxTensor::close);
            session.close();
        }
    }
}
