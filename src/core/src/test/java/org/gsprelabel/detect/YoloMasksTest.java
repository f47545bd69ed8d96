package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec.YoloLayout;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.vectorize.BitMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class YoloMasksTest {

    private static final InputFrame WINDOW = InputFrame.identity(8, 8);

    /** One cell of four is foreground. */
    private static final Tensor CORNER = Tensor.of(new float[] {1, -1, -1, -1}, 1, 1, 2, 2);

    private final RejectionCounts rejections = new RejectionCounts();

    @Test
    void masksAreInterpolatedFromTheCentresOfThePrototypesCells() {
        // From the left the weight of the first cell is 1 1 .875 .625 .375 .125 0 0, and so from the top: a pixel is
        // set
        // where the product is above one half.
        assertThat(MaskText.of(only(decode(CORNER, 1, WINDOW, 0, 0, 8, 8)), 8, 8))
                .isEqualTo("""
                        ####....
                        ####....
                        ####....
                        ###.....
                        ........
                        ........
                        ........
                        ........
                        """);
    }

    // A window of 8 x 1 over prototypes of two cells: its pixels lie at 0 0 .125 .375 .625 .875 1 1 cells, where a mask
    // has
    // first + (second - first) * place. Foreground is what is more than 0 and has its centre in the box.
    @ParameterizedTest(name = "prototypes {0} with {1}, box {2}")
    @CsvSource(delimiter = '|', textBlock = """
            1 -1      | 1     | 0 8     | ####....
            3 -1      | 1     | 0 8     | #####...
            -1 3      | -1    | 0 8     | ###.....
            3 -5      | 1     | 0 8     | ###.....
            2 -2      | 0.001 | 0 8     | ####....
            1 -1      | 1     | 2 8     | ..##....
            1 -1      | 1     | 0.5 3.5 | ###.....
            1 -1      | 1     | 0.6 3.6 | .###....
            1 1       | 1     | -3 20   | ########
            1 1       | 1     | 3 5     | ...##...
            1 0 0 1   | 1 -1  | 0 8     | ####....
            1 -1 2 2  | 4 -1  | 0 8     | ###.....
            """)
    void masksAreSumsInterpolatedAndCroppedToTheBox(
            String prototypes, String coefficients, String box, String expected) {
        float[] cells = floats(prototypes);
        float[] weights = floats(coefficients);
        float[] row = new float[6 + weights.length];
        row[0] = floats(box)[0];
        row[2] = floats(box)[1];
        row[3] = 1;
        row[4] = 0.5f;
        System.arraycopy(weights, 0, row, 6, weights.length);

        List<Detection> detections = decode(
                Tensor.of(row, 1, 1, row.length), Tensor.of(cells, 1, weights.length, 1, 2), InputFrame.identity(8, 1));

        assertThat(MaskText.of(only(detections), 8, 1)).isEqualTo(expected + "\n");
    }

    private static float[] floats(String text) {
        String[] words = text.split(" ");
        float[] values = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            values[i] = Float.parseFloat(words[i]);
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({
        "1.4, 0, 3.5, 8, 1, 0, 2, 8",
        "1.6, 0.5, 3.6, 2, 2, 0, 2, 2",
        "-5, -5, 3, 3, 0, 0, 3, 3",
        "0, 0, 0.6, 0.6, 0, 0, 1, 1"
    })
    void masksHaveThePixelsWhoseCentresLieInTheBox(
            float minX, float minY, float maxX, float maxY, int x, int y, int width, int height) {
        BitMask mask = ((Shape.OfMask)
                        only(decode(CORNER, 1, WINDOW, minX, minY, maxX, maxY)).shape())
                .mask();

        assertThat(List.of(mask.x(), mask.y(), mask.width(), mask.height())).containsExactly(x, y, width, height);
    }

    @Test
    void aCroppedMaskIsACutOutOfTheWholeOne() {
        assertThat(MaskText.of(only(decode(CORNER, 1, WINDOW, 2, 1, 7, 7)), 8, 8))
                .isEqualTo("""
                        ........
                        ..##....
                        ..##....
                        ..#.....
                        ........
                        ........
                        ........
                        ........
                        """);
    }

    @Test
    void prototypesAreAddedUpByTheirCoefficients() {
        // 0.5 * (4, 1) - 1 * (1, 1) = (1, -0.5).
        Tensor prototypes = Tensor.of(new float[] {4, 1, 1, 1}, 1, 2, 1, 2);
        Tensor rows = Tensor.of(new float[] {0, 0, 4, 1, 0.5f, 0, 0.5f, -1}, 1, 1, 8);

        List<Detection> detections = decode(rows, prototypes, InputFrame.identity(4, 1));

        // Centres at -0.25, 0.25, 0.75, 1.25 cells: 1, 0.625, -0.125, -0.5.
        assertThat(MaskText.of(only(detections), 4, 1)).isEqualTo("##..\n");
    }

    @Test
    void letterboxPaddingIsCutOff() {
        // A window of 8 x 4 below 2 rows of padding; prototypes of half the resolution, so one row of padding each.
        InputFrame frame = new InputFrame(8, 8, 8, 4, 1, 1, 0, 2);
        Tensor prototypes = Tensor.of(new float[] {-100, 1, -1, 100}, 1, 1, 4, 1);

        // Rows of the window lie at 0.75, 1.25, 1.75, 2.25; without the padding at 1, 1.25, 1.75, 2.
        assertThat(MaskText.of(only(decode(prototypes, 1, frame, 0, 0, 8, 8)), 8, 4))
                .isEqualTo("""
                        ########
                        ########
                        ........
                        ........
                        """);
    }

    @Test
    void masksOfAResizedWindowAreInWindowPixels() {
        InputFrame frame = new InputFrame(8, 8, 4, 4, 2, 2, 0, 0);

        // Weights of the first cell are 1 .75 .25 0.
        assertThat(MaskText.of(only(decode(CORNER, 1, frame, 0, 0, 8, 8)), 4, 4))
                .isEqualTo("""
                        ##..
                        ##..
                        ....
                        ....
                        """);
    }

    @ParameterizedTest
    @EnumSource(value = YoloLayout.class, names = "V7_END_TO_END", mode = EnumSource.Mode.EXCLUDE)
    void coefficientsFollowTheColumnsOfEachLayout(YoloLayout layout) {
        // Two boxes; the first takes the first prototype (all foreground), the second the second (none).
        Tensor rows = switch (layout) {
            case V8 ->
                Tensor.of(
                        new float[] {
                            2,
                            6,
                            2,
                            6,
                            4,
                            4,
                            4,
                            4, // boxes
                            0.75f,
                            0.5f, // class
                            1,
                            0,
                            0,
                            1 // coefficients
                        },
                        1,
                        7,
                        2);
            case V5, V6 ->
                Tensor.of(
                        new float[] {2, 2, 4, 4, 1, 0.75f, 1, 0, 6, 6, 4, 4, 1, 0.5f, 0, 1}, //
                        1,
                        2,
                        8);
            case END_TO_END ->
                Tensor.of(
                        new float[] {0, 0, 4, 4, 0.75f, 0, 1, 0, 4, 4, 8, 8, 0.5f, 0, 0, 1}, //
                        1,
                        2,
                        8);
            case V7_END_TO_END -> throw new IllegalStateException("has no coefficients");
        };
        Tensor prototypes = Tensor.of(new float[] {1, -1}, 1, 2, 1, 1);

        List<Detection> detections = new YoloDecoder(Models.yoloSeg(layout, "a"))
                .decode(
                        Map.of(Models.OUTPUT, rows, Models.PROTOTYPES, prototypes),
                        0,
                        InputFrame.identity(8, 8),
                        0.25,
                        rejections);

        assertThat(only(detections).score()).isEqualTo(0.75);
        assertThat(((Shape.OfMask) only(detections).shape()).mask().cardinality())
                .isEqualTo(16);
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.EMPTY_SHAPE, 1L));
    }

    @Test
    void prototypesOfTheItemAreUsed() {
        Tensor rows = Tensor.of(new float[] {0, 0, 8, 8, 0.5f, 0, 1, 0, 0, 8, 8, 0.5f, 0, 1}, 2, 1, 7);
        Tensor prototypes = Tensor.of(new float[] {-1, 1}, 2, 1, 1, 1);
        YoloDecoder decoder = new YoloDecoder(Models.yoloSeg(YoloLayout.END_TO_END, "a"));
        Map<String, Tensor> outputs = Map.of(Models.OUTPUT, rows, Models.PROTOTYPES, prototypes);

        assertThat(decoder.decode(outputs, 0, WINDOW, 0.25, rejections)).isEmpty();
        assertThat(decoder.decode(outputs, 1, WINDOW, 0.25, rejections)).hasSize(1);
    }

    @Test
    void aBoxWithoutAPixelCentreIsCounted() {
        assertThat(decode(CORNER, 1, WINDOW, 0.6f, 0, 1.4f, 8)).isEmpty();
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.EMPTY_SHAPE, 1L));
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1", "Infinity, 1", "1, NaN", "1, -Infinity"})
    void aMaskOfNumbersThatAreNoneIsCounted(float coefficient, float prototype) {
        Tensor prototypes = Tensor.of(new float[] {prototype, 1, 1, 1}, 1, 1, 2, 2);

        assertThat(decode(prototypes, coefficient, WINDOW, 0, 0, 8, 8)).isEmpty();
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, 1L));
    }

    @Test
    void otherShapesAreErrors() {
        assertThatThrownBy(() -> decode(Tensor.allocate(1, 1, 6), CORNER, WINDOW))
                .isInstanceOf(ModelException.class)
                .hasMessage("output tensor 'output0' must have the shape [N, K, 7], found [1, 1, 6]");
        assertThatThrownBy(() -> decode(Tensor.allocate(1, 1, 7), Tensor.allocate(1, 2, 2), WINDOW))
                .isInstanceOf(ModelException.class)
                .hasMessage("output tensor 'output1' must have the shape [N, coefficients, h, w], found [1, 2, 2]");
    }

    private List<Detection> decode(
            Tensor prototypes, float coefficient, InputFrame frame, float minX, float minY, float maxX, float maxY) {
        return decode(
                Tensor.of(new float[] {minX, minY, maxX, maxY, 0.5f, 0, coefficient}, 1, 1, 7), prototypes, frame);
    }

    private List<Detection> decode(Tensor rows, Tensor prototypes, InputFrame frame) {
        return new YoloDecoder(Models.yoloSeg(YoloLayout.END_TO_END, "a"))
                .decode(Map.of(Models.OUTPUT, rows, Models.PROTOTYPES, prototypes), 0, frame, 0.25, rejections);
    }

    private static Detection only(List<Detection> detections) {
        assertThat(detections).hasSize(1);
        return detections.get(0);
    }
}
