package org.gsprelabel.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.gsprelabel.testdata.PixelTruth.Blob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;

/** Decodes each layout as its contract says, in the simplest way, and compares with the truth. */
class YoloModelTest {

    private static final List<String> CLASSES = List.of("red roof", "blue roof", "grey roof");
    private static final double[] ZERO = {0, 0, 0};
    private static final double[] ONE = {1, 1, 1};
    private static final int SIZE = 1024;
    private static final int COEFFICIENTS = 32;

    /** One row of the output, in the order in which it was found. */
    private record Detection(Envelope box, double score, int classIndex, List<Float> coefficients) {}

    @ParameterizedTest
    @ValueSource(longs = {7, 42})
    void v8BoxesAndMasksAreThoseOfTheTruth(long seed) throws Exception {
        Scene scene = Scene.of(SceneSpec.of(seed, SIZE));
        try (OrtModel model = new OrtModel("roofs-yolo-seg.onnx")) {
            OrtModel.Results results = model.run(image(scene), 1, 3, SIZE, SIZE);
            long anchors = 128 * 128 + 64 * 64 + 32 * 32;
            assertThat(results.get("output0").shape()).containsExactly(1L, 39L, anchors);
            assertThat(results.get("output1").shape()).containsExactly(1L, 32L, 256L, 256L);

            List<Detection> detections = suppressed(v8(results.get("output0"), (int) anchors));

            assertBoxes(scene, detections);
            assertMasks(scene, detections, results.get("output1"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 42})
    void endToEndGivesEachRoofOnce(long seed) throws Exception {
        Scene scene = Scene.of(SceneSpec.of(seed, SIZE));
        try (OrtModel model = new OrtModel("roofs-yolo-e2e/model.onnx")) {
            OrtModel.Results results = model.run(image(scene), 1, 3, SIZE, SIZE);
            assertThat(results.get("output0").shape()).containsExactly(1L, 300L, 38L);

            List<Detection> detections = endToEnd(results.get("output0"));

            assertThat(detections).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
            assertBoxes(scene, detections);
            assertMasks(scene, detections, results.get("output1"));
        }
    }

    @Test
    void v5ScoresAreObjectnessTimesClass() throws Exception {
        Scene scene = Scene.of(SceneSpec.of(7, SIZE));
        try (OrtModel model = new OrtModel("roofs-yolov5/model.onnx")) {
            OrtModel.Results results = model.run(image(scene), 1, 3, SIZE, SIZE);
            assertThat(results.get("output0").shape()).containsExactly(1L, 21504L, 8L);

            assertBoxes(scene, suppressed(v5(results.get("output0"), 21504)));
        }
    }

    @Test
    void aBatchGivesWhatItsImagesGiveAlone() throws Exception {
        float[] first = OrtModel.planar(Scene.of(SceneSpec.of(42, 320)).render(0, 0, 320, 320), ZERO, ONE);
        float[] second = OrtModel.planar(Scene.of(SceneSpec.of(99, 320)).render(0, 0, 320, 320), ZERO, ONE);
        float[] both = new float[2 * first.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        int values = 300 * 38;
        try (OrtModel model = new OrtModel("roofs-yolo-e2e/model.onnx")) {
            OrtModel.Result together = model.run(both, 2, 3, 320, 320).get("output0");
            OrtModel.Result firstAlone = model.run(first, 1, 3, 320, 320).get("output0");
            OrtModel.Result secondAlone = model.run(second, 1, 3, 320, 320).get("output0");

            for (int i = 0; i < values; i++) {
                assertThat(together.at(i)).isEqualTo(firstAlone.at(i));
                assertThat(together.at(values + i)).isEqualTo(secondAlone.at(i));
            }
            assertThat(endToEnd(firstAlone)).hasSize(10);
            assertThat(endToEnd(secondAlone)).hasSize(4);
        }
    }

    @Test
    void anEmptyImageGivesNothing() throws Exception {
        try (OrtModel model = new OrtModel("roofs-yolo-seg.onnx")) {
            float[] grey = new float[3 * 96 * 128];
            Arrays.fill(grey, 114 / 255f);
            OrtModel.Result rows = model.run(grey, 1, 3, 96, 128).get("output0");

            assertThat(rows.shape()).containsExactly(1L, 39L, 252L);
            assertThat(v8(rows, 252)).isEmpty();
        }
    }

    @Test
    void theMetadataIsThatOfAnUltralyticsExport() throws Exception {
        try (OrtModel model = new OrtModel("roofs-yolo-seg.onnx")) {
            assertThat(model.metadata())
                    .containsEntry("task", "segment")
                    .containsEntry("stride", "32")
                    .containsEntry("imgsz", "[640, 640]")
                    .containsEntry("names", "{0: 'red roof', 1: 'blue roof', 2: 'grey roof'}");
        }
    }

    private static float[] image(Scene scene) {
        return OrtModel.planar(scene.render(0, 0, SIZE, SIZE), ZERO, ONE);
    }

    private static List<Detection> v8(OrtModel.Result rows, int anchors) {
        List<Detection> detections = new ArrayList<>();
        for (int a = 0; a < anchors; a++) {
            float[] row = new float[39];
            for (int i = 0; i < row.length; i++) {
                row[i] = rows.at(i * anchors + a);
            }
            int best = row[4] >= row[5] && row[4] >= row[6] ? 0 : row[5] >= row[6] ? 1 : 2;
            if (row[4 + best] > 0.25) {
                detections.add(new Detection(centred(row), row[4 + best], best, coefficients(row, 7)));
            }
        }
        return detections;
    }

    private static List<Detection> v5(OrtModel.Result rows, int anchors) {
        List<Detection> detections = new ArrayList<>();
        for (int a = 0; a < anchors; a++) {
            float[] row = new float[8];
            for (int i = 0; i < row.length; i++) {
                row[i] = rows.at(8 * a + i);
            }
            for (int c = 0; c < 3; c++) {
                if (row[4] * row[5 + c] > 0.25) {
                    detections.add(new Detection(centred(row), row[4] * row[5 + c], c, List.of()));
                }
            }
        }
        return detections;
    }

    private static List<Detection> endToEnd(OrtModel.Result rows) {
        List<Detection> detections = new ArrayList<>();
        for (int r = 0; r < 300; r++) {
            float[] row = new float[38];
            for (int i = 0; i < row.length; i++) {
                row[i] = rows.at(38 * r + i);
            }
            if (row[4] > 0.25) {
                detections.add(new Detection(
                        new Envelope(row[0], row[2], row[1], row[3]), row[4], (int) row[5], coefficients(row, 6)));
            }
        }
        return detections;
    }

    private static Envelope centred(float[] row) {
        return new Envelope(row[0] - row[2] / 2, row[0] + row[2] / 2, row[1] - row[3] / 2, row[1] + row[3] / 2);
    }

    private static List<Float> coefficients(float[] row, int from) {
        List<Float> coefficients = new ArrayList<>();
        for (int i = 0; i < COEFFICIENTS; i++) {
            coefficients.add(row[from + i]);
        }
        return coefficients;
    }

    private static List<Detection> suppressed(List<Detection> detections) {
        List<Detection> sorted = new ArrayList<>(detections);
        sorted.sort((a, b) -> Double.compare(b.score(), a.score()));
        List<Detection> kept = new ArrayList<>();
        for (Detection detection : sorted) {
            if (kept.stream()
                    .noneMatch(k -> k.classIndex() == detection.classIndex() && iou(k.box(), detection.box()) > 0.7)) {
                kept.add(detection);
            }
        }
        return kept;
    }

    /** Each roof has a box of its class; none has two. */
    private static void assertBoxes(Scene scene, List<Detection> detections) {
        List<TruthObject> truth = scene.truth();
        double sum = 0;
        List<String> missed = new ArrayList<>();
        for (TruthObject object : truth) {
            double best = detections.stream()
                    .filter(d -> CLASSES.get(d.classIndex()).equals(object.className()))
                    .mapToDouble(d -> iou(d.box(), object.pixels().getEnvelopeInternal()))
                    .max()
                    .orElse(0);
            sum += best;
            if (best < 0.8) {
                missed.add(best + " " + object);
            }
        }
        assertThat(missed).isEmpty();
        assertThat(detections).hasSameSizeAs(truth);
        assertThat(sum / truth.size()).isGreaterThan(0.95);
    }

    private static void assertMasks(Scene scene, List<Detection> detections, OrtModel.Result prototypes) {
        List<Blob> masks = detections.stream()
                .map(d -> new Blob(CLASSES.get(d.classIndex()), mask(d, prototypes)))
                .toList();
        PixelTruth.Match match = PixelTruth.match(PixelTruth.of(scene.truth(), SIZE), masks);
        assertThat(match.recall()).isEqualTo(1);
        assertThat(match.precision()).isEqualTo(1);
        assertThat(match.meanIou()).isGreaterThan(0.93);
    }

    /** Bilinear from the prototype grid to pixels, foreground where more than 0, inside the box. */
    private static BitSet mask(Detection detection, OrtModel.Result prototypes) {
        BitSet pixels = new BitSet(SIZE * SIZE);
        Envelope box = detection.box();
        for (int y = (int) Math.max(0, box.getMinY()); y < Math.min(SIZE, box.getMaxY()); y++) {
            for (int x = (int) Math.max(0, box.getMinX()); x < Math.min(SIZE, box.getMaxX()); x++) {
                double px = (x + 0.5) / 4 - 0.5;
                double py = (y + 0.5) / 4 - 0.5;
                int x0 = (int) Math.floor(px);
                int y0 = (int) Math.floor(py);
                double fx = px - x0;
                double fy = py - y0;
                double top =
                        (1 - fx) * logit(detection, prototypes, x0, y0) + fx * logit(detection, prototypes, x0 + 1, y0);
                double bottom = (1 - fx) * logit(detection, prototypes, x0, y0 + 1)
                        + fx * logit(detection, prototypes, x0 + 1, y0 + 1);
                if ((1 - fy) * top + fy * bottom > 0) {
                    pixels.set(y * SIZE + x);
                }
            }
        }
        return pixels;
    }

    private static double logit(Detection detection, OrtModel.Result prototypes, int x, int y) {
        int side = SIZE / 4;
        int cell = Math.max(0, Math.min(side - 1, y)) * side + Math.max(0, Math.min(side - 1, x));
        float sum = 0;
        for (int i = 0; i < COEFFICIENTS; i++) {
            sum += detection.coefficients().get(i) * prototypes.at(i * side * side + cell);
        }
        return sum;
    }

    private static double iou(Envelope a, Envelope b) {
        double common = a.intersection(b).getArea();
        return common / (a.getArea() + b.getArea() - common);
    }
}
