package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec.YoloLayout;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class YoloDecoderTest {

    private static final InputFrame WINDOW = InputFrame.identity(64, 64);
    private static final float INF = Float.POSITIVE_INFINITY;
    private static final float NAN = Float.NaN;

    private final RejectionCounts rejections = new RejectionCounts();

    @Test
    void readsV8ChannelByChannel() {
        YoloDecoder decoder = new YoloDecoder(Models.yolo(YoloLayout.V8, "a", "b"));
        Tensor output = Tensor.of(
                new float[] {
                    10,
                    20,
                    30, // x of the centres
                    11,
                    21,
                    31, // y
                    4,
                    8,
                    4, // widths
                    6,
                    4,
                    4, // heights
                    0.5f,
                    0.25f,
                    0.125f, // class a
                    0.25f,
                    0.75f,
                    0.125f // class b
                },
                1,
                6,
                3);

        assertThat(decode(decoder, output, 0, WINDOW))
                .containsExactly(box(1, 0.75, 16, 19, 24, 23), box(0, 0.5, 8, 8, 12, 14));
        assertThat(rejections.asMap()).isEmpty();
    }

    @Test
    void readsV5RowByRowAndMultipliesTheObjectness() {
        YoloDecoder decoder = new YoloDecoder(Models.yolo(YoloLayout.V5, "a", "b"));
        Tensor output = Tensor.of(
                new float[] {
                    10,
                    11,
                    4,
                    6,
                    0.5f,
                    0.25f,
                    0.75f, // 0.375
                    20,
                    21,
                    8,
                    4,
                    0.75f,
                    1,
                    0, // 0.75
                    30,
                    31,
                    4,
                    4,
                    0.5f,
                    0.25f,
                    0.25f, // 0.125
                    40,
                    41,
                    4,
                    4,
                    0.125f,
                    1,
                    1 // 0.125
                },
                1,
                4,
                7);

        assertThat(decode(decoder, output, 0, WINDOW))
                .containsExactly(box(0, 0.75, 16, 19, 24, 23), box(1, 0.375, 8, 8, 12, 14));
        assertThat(rejections.asMap()).isEmpty();
    }

    @Test
    void readsV6RowByRowAndLeavesTheObjectnessAlone() {
        YoloDecoder decoder = new YoloDecoder(Models.yolo(YoloLayout.V6, "a", "b"));
        Tensor output = Tensor.of(
                new float[] {
                    10, 11, 4, 6, 1, 0.25f, 0.75f, //
                    20, 21, 8, 4, 0, 0.5f, 0.25f, //
                    30, 31, 4, 4, NAN, 0.125f, 0.375f, //
                    40, 41, 4, 4, 1, 0.125f, 0.125f
                },
                1,
                4,
                7);

        assertThat(decode(decoder, output, 0, WINDOW))
                .containsExactly(
                        box(1, 0.75, 8, 8, 12, 14), box(0, 0.5, 16, 19, 24, 23), box(1, 0.375, 28, 29, 32, 33));
        assertThat(rejections.asMap()).isEmpty();
    }

    @Test
    void readsOfV7EndToEndRowsThoseOfTheItem() {
        YoloDecoder decoder = new YoloDecoder(Models.yolo(YoloLayout.V7_END_TO_END, "a", "b"));
        Tensor output = Tensor.of(
                new float[] {
                    0, 8, 8, 12, 14, 0, 0.5f, //
                    1, 1, 1, 2, 2, 0, 0.75f, //
                    0, 16, 19, 24, 23, 1, 0.75f, //
                    0, 16, 19, 24, 23, 1, 0.125f, //
                    1, 4, 4, 8, 8, 1, NAN
                },
                5,
                7);

        assertThat(decode(decoder, output, 0, WINDOW))
                .containsExactly(box(1, 0.75, 16, 19, 24, 23), box(0, 0.5, 8, 8, 12, 14));
        assertThat(rejections.asMap()).isEmpty();
        assertThat(decode(decoder, output, 1, WINDOW)).containsExactly(box(0, 0.75, 1, 1, 2, 2));
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, 1L));
        assertThat(decode(decoder, output, 2, WINDOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0.5, 0", "NaN, 0", "0, 2", "0, 0.5"})
    void v7RowsOfNoItemOrClassAreErrors(float item, float type) {
        Tensor output = Tensor.of(new float[] {item, 0, 0, 4, 4, type, 0.5f}, 1, 7);

        assertThatThrownBy(() ->
                        decode(new YoloDecoder(Models.yolo(YoloLayout.V7_END_TO_END, "a", "b")), output, 0, WINDOW))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        item == 0
                                ? "output tensor 'output0' must hold classes from 0 to 1 in column 5, found " + type
                                        + " in row 0"
                                : "output tensor 'output0' must hold items of the batch, whole numbers from 0, in column"
                                        + " 0, found " + item + " in row 0");
    }

    @Test
    void classesDoNotMatterWhenTheDescriptorSaysSo() {
        Tensor output = Tensor.of(new float[] {10, 10, 8, 8, 0.5f, 1, 0, 10, 10, 9, 8, 0.75f, 0, 1}, 1, 2, 7);

        assertThat(decode(new YoloDecoder(Models.yolo(YoloLayout.V5, "a", "b")), output, 0, WINDOW))
                .hasSize(2);
        assertThat(decode(new YoloDecoder(Models.classAgnostic(YoloLayout.V5, "a", "b")), output, 0, WINDOW))
                .containsExactly(box(1, 0.75, 5.5, 6, 14.5, 14));
    }

    @Test
    void readsEndToEndRowsAndSkipsPadding() {
        YoloDecoder decoder = new YoloDecoder(Models.yolo(YoloLayout.END_TO_END, "a", "b"));
        Tensor output = Tensor.of(
                new float[] {
                    8, 8, 12, 14, 0.5f, 0, //
                    16, 19, 24, 23, 0.75f, 1, //
                    1, 1, 2, 2, 0.125f, 0, //
                    0, 0, 0, 0, 0, 0
                },
                1,
                4,
                6);

        assertThat(decode(decoder, output, 0, WINDOW))
                .containsExactly(box(1, 0.75, 16, 19, 24, 23), box(0, 0.5, 8, 8, 12, 14));
        assertThat(rejections.asMap()).isEmpty();
    }

    @Test
    void paddingOfEndToEndRowsIsNothingEvenWhenEveryScoreIsWanted() {
        YoloDecoder decoder = new YoloDecoder(Models.yolo(YoloLayout.END_TO_END, "a"));

        assertThat(decoder.decode(Map.of(Models.OUTPUT, Tensor.of(new float[12], 1, 2, 6)), 0, WINDOW, 0, rejections))
                .isEmpty();
        assertThat(rejections.asMap()).isEmpty();
    }

    @Test
    void boxesThatTheGraphKeptAreNotSuppressed() {
        YoloDecoder decoder = new YoloDecoder(Models.yolo(YoloLayout.END_TO_END, "a"));
        Tensor output = Tensor.of(new float[] {0, 0, 10, 10, 0.75f, 0, 0, 0, 10, 10, 0.5f, 0}, 1, 2, 6);

        assertThat(decode(decoder, output, 0, WINDOW)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 9", "1, 8"})
    void boxesOfAClassAreSuppressedByTheModelsIou(int secondClass, float secondWidth) {
        YoloDecoder decoder = new YoloDecoder(Models.yolo(YoloLayout.V5, "a", "b"));
        Tensor output = Tensor.of(
                new float[] {
                    10,
                    10,
                    8,
                    8,
                    0.5f,
                    1,
                    0, //
                    10,
                    10,
                    secondWidth,
                    8,
                    0.75f,
                    1 - secondClass,
                    secondClass
                },
                1,
                2,
                7);

        // IoU 64/72, above 0.5.
        assertThat(decode(decoder, output, 0, WINDOW)).hasSize(secondClass == 0 ? 1 : 2);
        assertThat(rejections.asMap()).isEqualTo(secondClass == 0 ? Map.of(Rejection.SUPPRESSED, 1L) : Map.of());
    }

    @Test
    void readsTheItemAskedFor() {
        YoloDecoder v8 = new YoloDecoder(Models.yolo(YoloLayout.V8, "a"));
        YoloDecoder v5 = new YoloDecoder(Models.yolo(YoloLayout.V5, "a"));
        YoloDecoder endToEnd = new YoloDecoder(Models.yolo(YoloLayout.END_TO_END, "a"));
        List<Detection> expected = List.of(box(0, 0.5, 8, 8, 12, 14));

        assertThat(decode(v8, Tensor.of(new float[] {1, 1, 1, 1, 1, 10, 11, 4, 6, 0.5f}, 2, 5, 1), 1, WINDOW))
                .isEqualTo(expected);
        assertThat(decode(v5, Tensor.of(new float[] {1, 1, 1, 1, 1, 1, 10, 11, 4, 6, 0.5f, 1}, 2, 1, 6), 1, WINDOW))
                .isEqualTo(expected);
        assertThat(decode(
                        endToEnd, Tensor.of(new float[] {1, 1, 2, 2, 1, 0, 8, 8, 12, 14, 0.5f, 0}, 2, 1, 6), 1, WINDOW))
                .isEqualTo(expected);
    }

    @Test
    void aScoreEqualToTheLeastOneIsKept() {
        assertThat(endToEnd(0, 0, 4, 4, 0.25f, 0)).hasSize(1);
        assertThat(endToEnd(0, 0, 4, 4, Math.nextDown(0.25f), 0)).isEmpty();
        assertThat(rejections.asMap()).isEmpty();
    }

    @Test
    void boxesGoBackThroughTheLetterbox() {
        YoloDecoder decoder = new YoloDecoder(Models.yolo(YoloLayout.END_TO_END, "a"));
        // A window of 8 x 4, doubled, below 4 rows of padding.
        InputFrame frame = new InputFrame(16, 16, 8, 4, 2, 2, 0, 4);
        Tensor output = Tensor.of(
                new float[] {
                    4, 6, 12, 10, 0.75f, 0, // inside
                    12, 2, 20, 14, 0.5f, 0, // over the edge on three sides
                    0, 0, 16, 4, 0.25f, 0 // all padding
                },
                1,
                3,
                6);

        assertThat(decode(decoder, output, 0, frame))
                .containsExactly(box(0, 0.75, 2, 1, 6, 3), box(0, 0.5, 6, 0, 8, 4));
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.EMPTY_SHAPE, 1L));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 4, 4, NaN, 0",
        "0, 0, 4, 4, Infinity, 0",
        "NaN, 0, 4, 4, 0.5, 0",
        "0, 0, 4, Infinity, 0.5, 0",
        "0, -Infinity, 4, 4, 0.5, 0",
        "0, 0, 4, 4, 0.5, NaN"
    })
    void endToEndRowsThatAreNoNumbersAreCounted(float x, float y, float right, float bottom, float score, float type) {
        assertThat(endToEnd(x, y, right, bottom, score, type)).isEmpty();
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, 1L));
    }

    @Test
    void v8RowsThatAreNoNumbersAreCounted() {
        YoloDecoder decoder = new YoloDecoder(Models.yolo(YoloLayout.V8, "a", "b"));
        Tensor output = Tensor.of(
                new float[] {
                    10, 20, 30, NAN, 50, NAN, //
                    11, 21, 31, 41, 51, 1, //
                    4, 8, 4, 4, INF, 1, //
                    6, 4, 4, 4, 4, 1, //
                    NAN, 0, 0.5f, 0.5f, 0.5f, 0, //
                    0.5f, INF, 0, 0, 0, 0
                },
                1,
                6,
                6);

        assertThat(decode(decoder, output, 0, WINDOW)).containsExactly(box(0, 0.5, 28, 29, 32, 33));
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, 4L));
    }

    @Test
    void v5RowsThatAreNoNumbersAreCounted() {
        YoloDecoder decoder = new YoloDecoder(Models.yolo(YoloLayout.V5, "a", "b"));
        Tensor output = Tensor.of(
                new float[] {
                    10, 11, 4, 6, NAN, 1, 0, //
                    10, 11, 4, 6, 1, NAN, 1, //
                    10, 11, 4, 6, 1, 1, INF, //
                    10, NAN, 4, 6, 1, 1, 0, //
                    30, 31, 4, 4, 0.5f, 1, 0
                },
                1,
                5,
                7);

        assertThat(decode(decoder, output, 0, WINDOW)).containsExactly(box(0, 0.5, 28, 29, 32, 33));
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, 4L));
    }

    @ParameterizedTest
    @CsvSource({"4, 4, 4, 8", "4, 4, 8, 4", "8, 4, 4, 8", "70, 4, 80, 8", "-9, 4, 0, 8"})
    void boxesWithoutAreaInTheWindowAreCounted(float minX, float minY, float maxX, float maxY) {
        assertThat(endToEnd(minX, minY, maxX, maxY, 0.5f, 0)).isEmpty();
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.EMPTY_SHAPE, 1L));
    }

    @Test
    void moreThanTheModelsMaximumAreCounted() {
        YoloDecoder decoder = new YoloDecoder(Models.yolo(YoloLayout.END_TO_END, new Defaults(0.25, 0.5, 1), "a"));
        Tensor output = Tensor.of(new float[] {0, 0, 1, 1, 0.5f, 0, 4, 4, 8, 8, 0.75f, 0}, 1, 2, 6);

        assertThat(decode(decoder, output, 0, WINDOW)).containsExactly(box(0, 0.75, 4, 4, 8, 8));
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.TOO_MANY_IN_TILE, 1L));
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, 2, 0.5f})
    void aClassThatTheModelLacksIsAnError(float type) {
        assertThatThrownBy(() -> decode(
                        new YoloDecoder(Models.yolo(YoloLayout.END_TO_END, "a", "b")),
                        Tensor.of(new float[] {0, 0, 1, 1, 0.5f, type}, 1, 1, 6),
                        0,
                        WINDOW))
                .isInstanceOf(ModelException.class)
                .hasMessage("output tensor 'output0' must hold classes from 0 to 1 in column 5, found " + type
                        + " in row 0");
    }

    @Test
    void aScoreFarAboveOneIsAnError() {
        assertThatThrownBy(() -> endToEnd(0, 0, 1, 1, 7.5f, 0))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("output tensor 'output0' must hold scores from 0 to 1, found 7.5 in row 0");
        assertThat(endToEnd(0, 0, 1, 1, Math.nextUp(1f), 0)).containsExactly(box(0, 1, 0, 0, 1, 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    V8         | 1 7 5   | [N, 6, A]
                    V8         | 1 5 6   | [N, 6, A]
                    V5         | 1 5 6   | [N, A, 7]
                    V6         | 1 5 6   | [N, A, 7]
                    END_TO_END | 1 5 7   | [N, K, 6]
                    V7_END_TO_END | 5 6  | [K, 7]
                    V7_END_TO_END | 1 5 7 | [K, 7]
                    V8         | 1 6     | [N, 6, A]
                    V8         | 1 6 1 1 | [N, 6, A]
                    """)
    void anotherShapeIsAnError(YoloLayout layout, String shape, String expected) {
        long[] axes =
                List.of(shape.split(" ")).stream().mapToLong(Long::parseLong).toArray();

        assertThatThrownBy(
                        () -> decode(new YoloDecoder(Models.yolo(layout, "a", "b")), Tensor.allocate(axes), 0, WINDOW))
                .isInstanceOf(ModelException.class)
                .hasMessage("output tensor 'output0' must have the shape " + expected + ", found ["
                        + shape.replace(" ", ", ") + "]");
    }

    @Test
    void aMissingTensorIsAnErrorThatListsThoseThereAre() {
        YoloDecoder decoder = new YoloDecoder(Models.yolo(YoloLayout.V8, "a"));
        Map<String, Tensor> outputs = Map.of("b", Tensor.allocate(1), "a", Tensor.allocate(1));

        assertThatThrownBy(() -> decoder.decode(outputs, 0, WINDOW, 0.5, rejections))
                .isInstanceOf(ModelException.class)
                .hasMessage("output tensor 'output0' is missing, the model gave [a, b]");
    }

    @Test
    void anItemThatTheBatchLacksIsAnError() {
        assertThatThrownBy(() ->
                        decode(new YoloDecoder(Models.yolo(YoloLayout.V8, "a")), Tensor.allocate(1, 5, 2), 1, WINDOW))
                .isInstanceOf(ModelException.class)
                .hasMessage("output tensor 'output0' must hold item 1 of the batch, found [1, 5, 2]");
    }

    @ParameterizedTest
    @EnumSource(YoloLayout.class)
    void noRowsAreNoDetections(YoloLayout layout) {
        long[] shape = switch (layout) {
            case V8 -> new long[] {1, 5, 0};
            case V5, V6, END_TO_END -> new long[] {1, 0, 6};
            case V7_END_TO_END -> new long[] {0, 7};
        };

        assertThat(decode(new YoloDecoder(Models.yolo(layout, "a")), Tensor.allocate(shape), 0, WINDOW))
                .isEmpty();
    }

    private List<Detection> endToEnd(float... row) {
        return decode(new YoloDecoder(Models.yolo(YoloLayout.END_TO_END, "a")), Tensor.of(row, 1, 1, 6), 0, WINDOW);
    }

    private List<Detection> decode(YoloDecoder decoder, Tensor output, int item, InputFrame frame) {
        return decoder.decode(Map.of(Models.OUTPUT, output), item, frame, 0.25, rejections);
    }

    private static Detection box(int type, double score, double minX, double minY, double maxX, double maxY) {
        return new Detection(type, score, new Shape.OfBox(new Box(minX, minY, maxX, maxY)));
    }
}
