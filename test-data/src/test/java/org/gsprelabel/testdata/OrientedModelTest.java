package org.gsprelabel.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.testdata.OrtModel.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** The models with oriented boxes, and those with suppression in the graph, against the truth; rows read as they are. */
class OrientedModelTest {

    private static final List<String> CLASSES = List.of("red roof", "blue roof", "grey roof");
    private static final double[] ZERO = {0, 0, 0};
    private static final double[] ONE = {1, 1, 1};
    private static final int SIZE = 1024;
    private static final int ANCHORS = 21504;

    /** A box of a row: centre, sides, angle from x towards y. */
    private record Turned(
            double x, double y, double width, double height, double angle, double score, int classIndex) {}

    @ParameterizedTest
    @ValueSource(longs = {7, 42})
    void rectangles_have_their_centre_sides_and_angle_in_every_anchor(long seed) throws Exception {
        Scene scene = Scene.of(SceneSpec.of(seed, SIZE));
        try (OrtModel model = new OrtModel("roofs-yolo-obb.onnx")) {
            Result rows = model.run(image(scene), 1, 3, SIZE, SIZE).get("output0");
            assertThat(rows.shape()).containsExactly(1L, 8L, (long) ANCHORS);
            List<Turned> boxes = new ArrayList<>();
            for (int a = 0; a < ANCHORS; a++) {
                for (int type = 0; type < 3; type++) {
                    float score = rows.at((4 + type) * ANCHORS + a);
                    if (score > 0.25) {
                        float angle = rows.at(7 * ANCHORS + a);
                        assertThat((double) angle).isBetween(-Math.PI / 4 - 1e-6, 3 * Math.PI / 4 + 1e-6);
                        boxes.add(new Turned(
                                rows.at(a),
                                rows.at(ANCHORS + a),
                                rows.at(2 * ANCHORS + a),
                                rows.at(3 * ANCHORS + a),
                                angle,
                                score,
                                type));
                    }
                }
            }
            assertRectangles(scene, boxes);
            // many anchors on each roof say the same
            assertThat(boxes.stream().distinct().count())
                    .isEqualTo(scene.truth().size());
        }
    }

    @Test
    void end_to_end_rows_hold_each_roof_once_and_then_zeros() throws Exception {
        Scene scene = Scene.of(SceneSpec.of(7, SIZE));
        try (OrtModel model = new OrtModel("roofs-obb-e2e/model.onnx")) {
            Result rows = model.run(image(scene), 1, 3, SIZE, SIZE).get("output0");
            assertThat(rows.shape()).containsExactly(1L, 300L, 7L);
            List<Turned> boxes = new ArrayList<>();
            for (int r = 0; r < 300; r++) {
                if (rows.at(7 * r + 4) == 0) {
                    for (int i = 0; i < 7; i++) {
                        assertThat(rows.at(7 * r + i)).isZero();
                    }
                    continue;
                }
                boxes.add(new Turned(
                        rows.at(7 * r),
                        rows.at(7 * r + 1),
                        rows.at(7 * r + 2),
                        rows.at(7 * r + 3),
                        rows.at(7 * r + 6),
                        rows.at(7 * r + 4),
                        (int) rows.at(7 * r + 5)));
            }
            assertThat(boxes)
                    .isSortedAccordingTo(
                            Comparator.comparingDouble(Turned::score).reversed());
            assertThat(boxes).hasSameSizeAs(scene.truth());
            assertRectangles(scene, boxes);
        }
    }

    @Test
    void rows_of_a_batch_name_their_item_and_an_empty_image_has_none() throws Exception {
        float[] scene = OrtModel.planar(Scene.of(SceneSpec.of(42, 320)).render(0, 0, 320, 320), ZERO, ONE);
        float[] both = new float[2 * scene.length];
        Arrays.fill(both, 114 / 255f);
        try (OrtModel model = new OrtModel("roofs-yolov7-e2e/model.onnx")) {
            assertThat(model.run(both, 2, 3, 320, 320).get("output").shape()).containsExactly(0L, 7L);

            System.arraycopy(scene, 0, both, scene.length, scene.length);
            Result rows = model.run(both, 2, 3, 320, 320).get("output");

            // the truth of this scene has 10 roofs, see YoloModelTest
            assertThat(rows.shape()).containsExactly(10L, 7L);
            for (int r = 0; r < 10; r++) {
                assertThat(rows.at(7 * r)).isEqualTo(1);
            }
        }
    }

    private static void assertRectangles(Scene scene, List<Turned> boxes) {
        int rectangles = 0;
        for (TruthObject roof : scene.truth()) {
            Optional<Turned> expected = rectangle(roof);
            if (expected.isEmpty()) {
                continue;
            }
            rectangles++;
            Turned truth = expected.get();
            List<Turned> found = boxes.stream()
                    .filter(box -> Math.hypot(box.x() - truth.x(), box.y() - truth.y()) < 10)
                    .distinct()
                    .toList();
            assertThat(found).as("%s", roof).hasSize(1);
            Turned box = found.get(0);
            assertThat(Math.hypot(box.x() - truth.x(), box.y() - truth.y()))
                    .as("centre of %s", truth)
                    .isLessThan(1);
            assertThat(Math.abs(box.width() - truth.width())).as("%s", truth).isLessThan(2);
            assertThat(Math.abs(box.height() - truth.height())).as("%s", truth).isLessThan(2);
            assertThat(CLASSES.get(box.classIndex())).isEqualTo(roof.className());
            // of a nearly square one, noise decides which side is the longer one
            if (truth.width() > 1.15 * truth.height()) {
                double turned = Math.abs(Math.sin(box.angle() - truth.angle()));
                assertThat(turned * truth.width() / 2)
                        .as("pixels that the ends of %s are turned away", truth)
                        .isLessThan(1);
            }
        }
        assertThat(rectangles).isGreaterThan(20);
    }

    /** Centre, sides and angle of a roof that is a whole rectangle. */
    private static Optional<Turned> rectangle(TruthObject roof) {
        Polygon outline = roof.pixels();
        Coordinate[] corners = outline.getCoordinates();
        if (outline.getNumInteriorRing() > 0 || corners.length != 5) {
            return Optional.empty();
        }
        double first = corners[0].distance(corners[1]);
        double second = corners[1].distance(corners[2]);
        if (Math.abs(first * second - outline.getArea()) > 1e-3 * outline.getArea()) {
            return Optional.empty();
        }
        Coordinate from = corners[first > second ? 0 : 1];
        Coordinate to = corners[first > second ? 1 : 2];
        Point centre = outline.getCentroid();
        return Optional.of(new Turned(
                centre.getX(),
                centre.getY(),
                Math.max(first, second),
                Math.min(first, second),
                Math.atan2(to.y - from.y, to.x - from.x),
                1,
                0));
    }

    private static float[] image(Scene scene) {
        return OrtModel.planar(scene.render(0, 0, SIZE, SIZE), ZERO, ONE);
    }
}
