package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.vectorize.BitMask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the boxes of FastSAM become before masks are cropped; everything is foreground here, so masks are the boxes. */
class FastSamTest {

    private static final Tensor FOREGROUND = Tensor.of(new float[] {1}, 1, 1, 1, 1);

    // A window of 200 x 100.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            sides away from the edge stay          | 20 20 180 80   | 20 20 180 80
            sides within 20 pixels go to the edge  | 19 20 181 80   | 0 20 200 80
            and so do those above and below        | 30 19.5 90 81  | 30 0 90 100
            all of them                            | 19 19 181 81   | 0 0 200 100
            nine tenths are not yet the image      | 0 0 180 100    | 0 0 180 100
            more than nine tenths are              | 19 0 200 79    | 0 0 200 79
            a box over the edge is cut first       | -5 30 30 130   | 0 30 30 100
            """)
    void sides_near_the_edge_are_moved_onto_it(String name, String box, String expected) {
        assertThat(cropped(InputFrame.identity(200, 100), box)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            pixels of the input count | 18 68 182 132 | 0 0 100 50
            not those of the window   | 22 72 178 128 | 11 11 89 39
            """)
    void twenty_pixels_are_those_of_the_input_and_padding_is_no_image(String name, String box, String expected) {
        // 100 x 50 pixels doubled, below 50 rows of padding.
        InputFrame frame = new InputFrame(200, 200, 100, 50, 2, 2, 0, 50);
        assertThat(cropped(frame, box)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            more than nine tenths of the image | 0 21 1000 1000 | 0 0 1000 1000
            nine tenths of it                  | 0 100 1000 1000 | 0 100 1000 1000
            """)
    void a_box_that_is_nearly_the_image_becomes_the_image(String name, String box, String expected) {
        assertThat(cropped(InputFrame.identity(1000, 1000), box)).isEqualTo(expected);
    }

    private static String cropped(InputFrame frame, String box) {
        List<Float> corners =
                List.of(box.split(" ")).stream().map(Float::parseFloat).toList();
        float width = corners.get(2) - corners.get(0);
        float height = corners.get(3) - corners.get(1);
        // FastSAM is a v8 head: cxcywh, score, coefficient
        Tensor rows = Tensor.of(
                new float[] {corners.get(0) + width / 2, corners.get(1) + height / 2, width, height, 0.5f, 1}, 1, 6, 1);
        List<Detection> detections = Decoders.of(Models.fastSam())
                .decode(
                        Map.of(Models.OUTPUT, rows, Models.PROTOTYPES, FOREGROUND),
                        0,
                        frame,
                        0.4,
                        new RejectionCounts());
        assertThat(detections).hasSize(1);
        BitMask mask = ((Shape.OfMask) detections.get(0).shape()).mask();
        assertThat(mask.cardinality()).isEqualTo((long) mask.width() * mask.height());
        return mask.x() + " " + mask.y() + " " + (mask.x() + mask.width()) + " " + (mask.y() + mask.height());
    }
}
