package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.ConvexPolygon.Vertex;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec.YoloLayout;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrientedDecoderTest {

    private static final InputFrame WINDOW = InputFrame.identity(64, 64);
    private static final float QUARTER = (float) (Math.PI / 2);
    private static final float EIGHTH = (float) (Math.PI / 4);

    private final RejectionCounts rejections = new RejectionCounts();

    @Test
    void reads_v8_channel_by_channel_the_angle_last() {
        Tensor output = Tensor.of(
                new float[] {
                    20,
                    40, // x of the centres
                    30,
                    10, // y
                    8,
                    4, // widths
                    4,
                    8, // heights
                    0.5f,
                    0.125f, // class a
                    0.25f,
                    0.75f, // class b
                    QUARTER,
                    0 // angles
                },
                1,
                7,
                2);

        List<Detection> detections = decode(YoloLayout.V8, output, WINDOW, "a", "b");

        assertThat(detections).extracting(Detection::classIndex).containsExactly(1, 0);
        assertThat(detections).extracting(Detection::score).containsExactly(0.75, 0.5);
        // 4 x 8 upright, regularised to 8 x 4 at a quarter turn; then 8 x 4 at a quarter turn.
        assertCorners(detections.get(0), "38 14; 42 14; 42 6; 38 6");
        assertCorners(detections.get(1), "18 34; 22 34; 22 26; 18 26");
    }

    @Test
    void reads_end_to_end_rows_as_centre_and_sides_and_skips_padding() {
        double root = Math.sqrt(2);
        Tensor output = Tensor.of(
                new float[] {
                    20, 30, (float) (8 * root), (float) (4 * root), 0.5f, 1, EIGHTH, //
                    20, 30, (float) (8 * root), (float) (4 * root), 0.25f, 1, EIGHTH, //
                    0, 0, 0, 0, 0, 0, 0
                },
                1,
                3,
                7);

        List<Detection> detections = decode(YoloLayout.END_TO_END, output, WINDOW, "a", "b");

        // what the graph kept is not suppressed
        assertThat(detections).hasSize(2);
        assertThat(detections.get(0).classIndex()).isEqualTo(1);
        assertCorners(detections.get(0), "22 36; 26 32; 18 24; 14 28");
        assertThat(rejections.asMap()).isEmpty();
    }

    @Test
    void a_weaker_box_of_the_class_goes_when_it_is_too_similar() {
        Tensor output = Tensor.of(
                new float[] {
                    20, 21, 20, //
                    30, 30, 30, //
                    12, 12, 12, //
                    4, 4, 4, //
                    0.5f, 0.75f, 0, //
                    0, 0, 0.625f, //
                    0.5f, 0.5f, 0.5f
                },
                1,
                7,
                3);

        List<Detection> detections = decode(YoloLayout.V8, output, WINDOW, "a", "b");

        assertThat(detections).extracting(Detection::score).containsExactly(0.75, 0.625);
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.SUPPRESSED, 1L));
    }

    @Test
    void corners_go_back_through_a_letterbox_whose_axes_differ() {
        // 48 x 20 pixels shown as 96 x 41, below 11 rows of padding: 2 and 2.05 input pixels a pixel.
        InputFrame frame = new InputFrame(96, 64, 48, 20, 2, 2.05, 0, 11);
        Tensor output = Tensor.of(
                new float[] {40, 31.5f, (float) (8 * Math.sqrt(2)), (float) (4 * Math.sqrt(2)), 0.5f, 0, EIGHTH},
                1,
                1,
                7);

        // input corners (42, 37.5), (46, 33.5), (38, 25.5), (34, 29.5)
        assertCorners(
                decode(YoloLayout.END_TO_END, output, frame, "a").get(0),
                "21 12.926829; 23 10.975610; 19 7.073171; 17 9.024390");
    }

    @Test
    void boxes_are_cut_at_the_edge_of_the_window() {
        double root = Math.sqrt(2);
        Tensor output =
                Tensor.of(new float[] {0, 30, (float) (8 * root), (float) (8 * root), 0.5f, 0, EIGHTH}, 1, 1, 7);

        // a square on its corner: (0, 22), (8, 30), (0, 38), (-8, 30)
        List<Detection> detections = decode(YoloLayout.END_TO_END, output, WINDOW, "a");

        ConvexPolygon polygon = ((Shape.OfPolygon) detections.get(0).shape()).polygon();
        assertThat(polygon.area()).isCloseTo(64, within(1e-4));
        assertThat(polygon.minX()).isZero();
        assertThat(polygon.maxX()).isCloseTo(8, within(1e-5));
    }

    @Test
    void what_lies_outside_and_numbers_that_are_none_are_counted() {
        Tensor output = Tensor.of(
                new float[] {
                    -20,
                    30,
                    8,
                    4,
                    0.5f,
                    0,
                    0, //
                    20,
                    30,
                    8,
                    4,
                    0.5f,
                    0,
                    Float.NaN, //
                    20,
                    30,
                    8,
                    4,
                    0.5f,
                    0,
                    Float.POSITIVE_INFINITY, //
                    20,
                    30,
                    0,
                    4,
                    0.5f,
                    0,
                    0
                },
                1,
                4,
                7);

        assertThat(decode(YoloLayout.END_TO_END, output, WINDOW, "a")).isEmpty();
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, 2L, Rejection.EMPTY_SHAPE, 2L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            V8         | 1 6 5 | [N, 7, A]
            END_TO_END | 1 5 6 | [N, K, 7]
            END_TO_END | 5 7   | [N, K, 7]
            """)
    void another_shape_is_an_error(YoloLayout layout, String shape, String expected) {
        long[] axes =
                List.of(shape.split(" ")).stream().mapToLong(Long::parseLong).toArray();

        assertThatThrownBy(() -> decode(layout, Tensor.allocate(axes), WINDOW, "a", "b"))
                .isInstanceOf(ModelException.class)
                .hasMessage("output tensor 'output0' must have the shape " + expected + ", found ["
                        + shape.replace(" ", ", ") + "]");
    }

    @ParameterizedTest
    @EnumSource(
            value = YoloLayout.class,
            names = {"V5", "V6", "V7_END_TO_END"})
    void layouts_without_an_angle_do_not_describe_oriented_boxes(YoloLayout layout) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Models.yoloObb(layout, "a"))
                .withMessageStartingWith("output does not describe the family yolo-obb");
    }

    private List<Detection> decode(YoloLayout layout, Tensor output, InputFrame frame, String... classes) {
        return new OrientedDecoder(Models.yoloObb(layout, classes))
                .decode(Map.of(Models.OUTPUT, output), 0, frame, 0.25, rejections);
    }

    private static void assertCorners(Detection detection, String corners) {
        List<Vertex> vertices = ((Shape.OfPolygon) detection.shape()).polygon().vertices();
        String[] expected = corners.split("; ");
        assertThat(vertices).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            String[] xy = expected[i].split(" ");
            assertThat(vertices.get(i).x()).as("x of corner %d", i).isCloseTo(Double.parseDouble(xy[0]), within(1e-5));
            assertThat(vertices.get(i).y()).as("y of corner %d", i).isCloseTo(Double.parseDouble(xy[1]), within(1e-5));
        }
    }
}
