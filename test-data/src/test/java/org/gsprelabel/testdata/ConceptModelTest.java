package org.gsprelabel.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;

/** Feeds ids that are written out by hand and the values for no box, and holds masks against painted outlines. */
class ConceptModelTest {

    private static final int SIZE = 1008;
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    /** Start, red, roof, end; start, blue, roof, end. */
    private static final long[] RED = {49406, 526, 522, 49407};

    private static final long[] NOTHING = {49406, 522, 526, 519, 49407};

    private static Scene scene;
    private static OrtSession.Result image;
    private static OrtSession imageEncoder;

    @BeforeAll
    static void encodeTheImage() throws Exception {
        scene = Scene.of(SceneSpec.of(42, SIZE));
        float[] values =
                OrtModel.planar(scene.render(0, 0, SIZE, SIZE), new double[] {0, 0, 0}, new double[] {1, 1, 1});
        ByteBuffer bytes = ByteBuffer.allocateDirect(values.length);
        for (float value : values) {
            bytes.put((byte) Math.round(value * 255));
        }
        imageEncoder = session("roofs-sam3/image-encoder.onnx");
        try (OnnxTensor tensor =
                OnnxTensor.createTensor(ENVIRONMENT, bytes.flip(), new long[] {3, SIZE, SIZE}, OnnxJavaType.UINT8)) {
            image = imageEncoder.run(Map.of("image", tensor));
        }
    }

    @AfterAll
    static void close() throws OrtException {
        image.close();
        imageEncoder.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roofs-sam3", "roofs-sam3-simplified"})
    void masksAreTheRoofsThatTheWordsName(String model) throws Exception {
        List<Found> found = decode(model, RED, Map.of(), SIZE, SIZE);

        List<Geometry> truth = truth("red roof", 1, 1);
        assertThat(truth).hasSizeGreaterThan(10);
        assertThat(found).hasSameSizeAs(truth);
        for (Geometry roof : truth) {
            assertThat(found).as("masks of %s", roof).anyMatch(mask -> mask.iou(roof) > 0.85);
            assertThat(found)
                    .as("boxes of %s", roof)
                    .anyMatch(mask -> Score.iou(mask.box(), roof.getEnvelope()) > 0.85);
        }
        assertThat(found).allSatisfy(mask -> assertThat(mask.score()).isGreaterThan(0.5f));
    }

    @Test
    void masksAndBoxesAreOfTheSizeThatIsAskedFor() throws Exception {
        List<Found> found = decode("roofs-sam3-simplified", RED, Map.of(), SIZE / 2, SIZE / 4);

        List<Geometry> truth = truth("red roof", 4, 2);
        for (Geometry roof : truth) {
            assertThat(found).anyMatch(mask -> mask.iou(roof) > 0.7);
            assertThat(found).anyMatch(mask -> Score.iou(mask.box(), roof.getEnvelope()) > 0.7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"roofs-sam3", "roofs-sam3-simplified"})
    void wordsForNothingGiveEmptyTensors(String model) throws Exception {
        assertThat(decode(model, NOTHING, Map.of(), SIZE, SIZE)).isEmpty();
        assertThat(decode(model, new long[] {526, 522, 49407}, Map.of(), SIZE, SIZE))
                .isEmpty();
    }

    @Test
    void whatIsNotAsTheReferenceGivesItFindsNothing() throws Exception {
        int boxes = 4;
        float[][][] coordinates = new float[boxes][1][4];
        coordinates[2][0][0] = 0.5f;
        long[][] labels = new long[boxes][1];
        boolean[][] padding = new boolean[1][boxes];

        assertThat(decodeOther("box_coords", coordinates)).isEmpty();
        assertThat(decodeOther("box_labels", labels)).isEmpty();
        assertThat(decodeOther("box_masks", padding)).isEmpty();
        // The mask is true at padding; the other way round it takes the words away.
        boolean[][] mask = new boolean[1][32];
        assertThat(decodeOther("language_mask", mask)).isEmpty();
        Arrays.fill(mask[0], 0, RED.length, true);
        assertThat(decodeOther("language_mask", mask)).isEmpty();
    }

    @Test
    void mapsThatAreMixedUpFindNothing() throws Exception {
        assertThat(decode("roofs-sam3", RED, Map.of("backbone_fpn_1", "vision_pos_enc_1"), SIZE, SIZE))
                .isEmpty();
        assertThat(decode("roofs-sam3", RED, Map.of("vision_pos_enc_0", "backbone_fpn_0"), SIZE, SIZE))
                .isEmpty();
    }

    /** A mask with its box. */
    private record Found(float score, Geometry box, BitSet mask, int width) {

        /** Of the mask and an outline, by the middles of pixels. */
        double iou(Geometry outline) {
            Envelope around = outline.getEnvelopeInternal();
            if (!around.intersects(box.getEnvelopeInternal())) {
                return 0;
            }
            long both = 0;
            long either = 0;
            int last = Math.max(mask.length(), (int) Math.ceil(around.getMaxY()) * width);
            for (int pixel = 0; pixel < last; pixel++) {
                Coordinate middle = new Coordinate(pixel % width + 0.5, pixel / width + 0.5);
                boolean in = around.contains(middle) && outline.contains(GEOMETRIES.createPoint(middle));
                both += mask.get(pixel) && in ? 1 : 0;
                either += mask.get(pixel) || in ? 1 : 0;
            }
            return either == 0 ? 0 : both / (double) either;
        }
    }

    private static List<Found> decodeOther(String input, Object value) throws Exception {
        try (OnnxTensor tensor = OnnxTensor.createTensor(ENVIRONMENT, value)) {
            return decode("roofs-sam3-simplified", RED, Map.of(), Map.of(input, tensor), SIZE, SIZE);
        }
    }

    private static List<Found> decode(String model, long[] ids, Map<String, String> maps, int height, int width)
            throws Exception {
        return decode(model, ids, maps, Map.of(), height, width);
    }

    /** @param maps inputs of the decoder that are to get another map than that of their name */
    private static List<Found> decode(
            String model, long[] ids, Map<String, String> maps, Map<String, OnnxTensor> others, int height, int width)
            throws Exception {
        List<OnnxTensor> own = new ArrayList<>();
        try (OrtSession textEncoder = session(model + "/language-encoder.onnx");
                OrtSession decoder = session(model + "/decoder.onnx");
                OnnxTensor tokens = OnnxTensor.createTensor(ENVIRONMENT, new long[][] {Arrays.copyOf(ids, 32)});
                OrtSession.Result text = textEncoder.run(Map.of("tokens", tokens))) {
            int boxes = model.endsWith("simplified") ? 4 : 1;
            Map<String, OnnxTensorLike> inputs = new HashMap<>();
            for (String name : decoder.getInputNames()) {
                OnnxTensorLike given = others.get(name);
                if (given == null && (name.startsWith("vision") || name.startsWith("backbone"))) {
                    given = (OnnxTensor)
                            image.get(maps.getOrDefault(name, name)).orElseThrow();
                }
                if (given == null) {
                    OnnxTensor made = input(name, text, boxes, height, width);
                    own.add(made);
                    given = made;
                }
                inputs.put(name, given);
            }
            try (OrtSession.Result answer = decoder.run(inputs)) {
                return read(answer);
            }
        } finally {
            own.stream().filter(tensor -> !tensor.isClosed()).forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor input(String name, OrtSession.Result text, int boxes, int height, int width)
            throws OrtException {
        return switch (name) {
            case "original_height" -> scalar(height);
            case "original_width" -> scalar(width);
            case "language_mask" -> (OnnxTensor) text.get("text_attention_mask").orElseThrow();
            case "language_features" -> (OnnxTensor) text.get("text_memory").orElseThrow();
            case "language_embeds" -> (OnnxTensor) text.get("text_embeds").orElseThrow();
            case "box_coords" -> OnnxTensor.createTensor(ENVIRONMENT, new float[boxes][1][4]);
            case "box_labels" -> {
                long[][] labels = new long[boxes][1];
                Arrays.stream(labels).forEach(row -> Arrays.fill(row, 1));
                yield OnnxTensor.createTensor(ENVIRONMENT, labels);
            }
            case "box_masks" -> {
                boolean[][] padding = new boolean[1][boxes];
                Arrays.fill(padding[0], true);
                yield OnnxTensor.createTensor(ENVIRONMENT, padding);
            }
            default -> throw new AssertionError("the decoder wants " + name);
        };
    }

    private static OnnxTensor scalar(long value) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(new long[] {value}), new long[0]);
    }

    private static List<Found> read(OrtSession.Result answer) throws OrtException {
        float[] scores = (float[]) value(answer, "scores");
        List<Found> found = new ArrayList<>();
        if (scores.length == 0) {
            assertThat(((OnnxTensor) answer.get("masks").orElseThrow())
                            .getInfo()
                            .getShape())
                    .containsExactly(0, 1, SIZE, SIZE);
            return found;
        }
        float[][] boxes = (float[][]) value(answer, "boxes");
        boolean[][][][] masks = (boolean[][][][]) value(answer, "masks");
        for (int k = 0; k < scores.length; k++) {
            Envelope box = new Envelope(boxes[k][0], boxes[k][2], boxes[k][1], boxes[k][3]);
            found.add(new Found(scores[k], GEOMETRIES.toGeometry(box), pixels(masks[k][0]), masks[k][0][0].length));
        }
        return found;
    }

    private static BitSet pixels(boolean[][] mask) {
        BitSet pixels = new BitSet();
        for (int row = 0; row < mask.length; row++) {
            for (int column = 0; column < mask[row].length; column++) {
                pixels.set(row * mask[row].length + column, mask[row][column]);
            }
        }
        return pixels;
    }

    private static Object value(OrtSession.Result answer, String name) throws OrtException {
        return Objects.requireNonNull(answer.get(name).orElseThrow().getValue());
    }

    private static OrtSession session(String file) throws OrtException, IOException {
        try (InputStream in = TestModels.open(file)) {
            return ENVIRONMENT.createSession(in.readAllBytes(), new OrtSession.SessionOptions());
        }
    }

    /** Outlines in pixels of a picture that is smaller by a factor on either axis. */
    private static List<Geometry> truth(String className, double perColumn, double perRow) {
        return scene.truth().stream()
                .filter(object -> object.className().equals(className))
                .map(object -> AffineTransformation.scaleInstance(1 / perColumn, 1 / perRow)
                        .transform(object.pixels()))
                .toList();
    }
}
