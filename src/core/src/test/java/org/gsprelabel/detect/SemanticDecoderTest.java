package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec.Activation;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticDecoderTest {

    private static final ModelDescriptor BINARY = Models.semantic(Activation.NONE, false, Optional.empty(), "building");

    /** Logits of the probabilities 0.75, 0.8 and 0.9: the logarithms of their odds 3, 4 and 9. */
    private static final float P75 = (float) Math.log(3);

    private static final float P80 = (float) Math.log(4);
    private static final float P90 = (float) Math.log(9);

    private final RejectionCounts rejections = new RejectionCounts();

    @Test
    void componentsOfPositiveLogitsAreObjectsWithTheirMeanProbability() {
        Tensor output = Tensor.of(
                new float[] {
                    P75, P90, 0, 0, -1, //
                    -1, P90, -1, P75, -1, //
                    -1, -1, P80, -1, -1
                },
                1,
                1,
                3,
                5);

        List<Detection> detections = decode(BINARY, output, InputFrame.identity(5, 3));

        assertThat(detections).extracting(d -> MaskText.of(d, 5, 3)).containsExactly("""
                ##...
                .#...
                .....
                """, """
                .....
                .....
                ..#..
                """, """
                .....
                ...#.
                .....
                """);
        assertThat(detections.get(0).score()).isCloseTo((0.75 + 0.9 + 0.9) / 3, within(1e-6));
        assertThat(detections.get(1).score()).isCloseTo(0.8, within(1e-6));
        assertThat(detections.get(2).score()).isCloseTo(0.75, within(1e-6));
        assertThat(detections).allMatch(d -> d.classIndex() == 0);
        assertThat(rejections.asMap()).isEmpty();
    }

    @Test
    void aMapWithoutAChannelAxisHasOneChannel() {
        List<Detection> detections =
                decode(BINARY, Tensor.of(new float[] {-1, P75}, 1, 1, 2), InputFrame.identity(2, 1));

        assertThat(only(detections, 2, 1)).isEqualTo(".#\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void oneChannelOfAModelWithABackgroundIsTheOtherClass(int background) {
        ModelDescriptor model = Models.semantic(Activation.NONE, true, Optional.of(background), "a", "b");

        List<Detection> detections = decode(model, Tensor.of(new float[] {P75}, 1, 1, 1, 1), InputFrame.identity(1, 1));

        assertThat(detections).extracting(Detection::classIndex).containsExactly(1 - background);
    }

    @Test
    void activatedValuesAreProbabilities() {
        ModelDescriptor model = Models.semantic(Activation.SIGMOID, false, Optional.empty(), "a");
        Tensor output = Tensor.of(new float[] {0.5f, 0.625f, 0.875f, 0.25f}, 1, 1, 1, 4);

        List<Detection> detections = decode(model, output, InputFrame.identity(4, 1));

        assertThat(only(detections, 4, 1)).isEqualTo(".##.\n");
        assertThat(detections.get(0).score()).isEqualTo(0.75);
    }

    // Logits are logarithms of weights, so the softmax is a weight by the sum of the three.
    @ParameterizedTest
    @CsvSource({"1, 8, 1, 1, 0.8", "1, 1, 2, 2, 0.5", "2, 1, 1, 0, 0.5", "3, 4, 3, 1, 0.4", "1, 1, 1, 0, 0.333333333"})
    void exclusiveClassesGoToTheLargestSoftmax(double a, double b, double c, int winner, double probability) {
        ModelDescriptor model = Models.semantic(Activation.NONE, true, Optional.empty(), "a", "b", "c");
        float[] logits = {(float) Math.log(a), (float) Math.log(b), (float) Math.log(c)};

        List<Detection> detections =
                decode(model, Tensor.of(logits, 1, 3, 1, 1), InputFrame.identity(1, 1), probability - 1e-3);

        assertThat(detections).extracting(Detection::classIndex).containsExactly(winner);
        assertThat(detections.get(0).score()).isCloseTo(probability, within(1e-6));
    }

    @Test
    void softmaxOfLargeLogitsDoesNotOverflow() {
        ModelDescriptor model = Models.semantic(Activation.NONE, true, Optional.empty(), "a", "b");

        List<Detection> detections =
                decode(model, Tensor.of(new float[] {1000, 3e38f}, 1, 2, 1, 1), InputFrame.identity(1, 1));

        assertThat(detections).extracting(Detection::score).containsExactly(1.0);
    }

    @Test
    void softmaxOfTheGraphIsTakenAsItIs() {
        ModelDescriptor model = Models.semantic(Activation.SOFTMAX, true, Optional.of(0), "background", "a", "b");
        Tensor output = Tensor.of(
                new float[] {
                    0.75f, 0.25f, 0.125f, //
                    0.125f, 0.625f, 0.125f, //
                    0.125f, 0.125f, 0.75f
                },
                1,
                3,
                1,
                3);

        assertThat(decode(model, output, InputFrame.identity(3, 1)))
                .extracting(d -> d.classIndex() + " " + d.score() + " " + MaskText.of(d, 3, 1))
                .containsExactly("2 0.75 ..#\n", "1 0.625 .#.\n");
    }

    @ParameterizedTest
    @CsvSource({"0, 1 2", "1, 0 2", "2, 0 1"})
    void theBackgroundGivesNoObjects(int background, String objects) {
        ModelDescriptor model = Models.semantic(Activation.NONE, true, Optional.of(background), "a", "b", "c");
        Tensor output = Tensor.of(new float[] {9, 0, 0, 0, 9, 0, 0, 0, 9}, 1, 3, 1, 3);

        assertThat(decode(model, output, InputFrame.identity(3, 1)))
                .extracting(d -> String.valueOf(d.classIndex()))
                .containsExactly(objects.split(" "));
    }

    @Test
    void classesThatDoNotExcludeEachOtherMayShareAPixel() {
        ModelDescriptor model = Models.semantic(Activation.NONE, false, Optional.of(2), "a", "b", "background");
        Tensor output = Tensor.of(
                new float[] {
                    P75, P75, -1, //
                    -1, P90, P90, //
                    5, 5, 5
                },
                1,
                3,
                1,
                3);

        assertThat(decode(model, output, InputFrame.identity(3, 1)))
                .extracting(d -> d.classIndex() + " " + MaskText.of(d, 3, 1))
                .containsExactly("1 .##\n", "0 ##.\n");
    }

    @Test
    void aQuarterOfTheResolutionIsInterpolatedBeforeTheDecision() {
        ModelDescriptor model = Models.semantic(Activation.SIGMOID, false, Optional.empty(), "a");
        Tensor output = Tensor.of(new float[] {0.9f, 0.1f, 0.1f, 0.1f}, 1, 1, 2, 2);

        List<Detection> detections = decode(model, output, InputFrame.identity(8, 8));

        // The weight of the first cell is 1 1 .875 .625 .375 .125 0 0 in both directions, p = 0.1 + 0.8 * product. The
        // products above one half: two rows of 3.5, 0.875 * 3.5 and 0.625 * 2.875, on 15 pixels.
        assertThat(only(detections, 8, 8)).isEqualTo("""
                ####....
                ####....
                ####....
                ###.....
                ........
                ........
                ........
                ........
                """);
        assertThat(detections.get(0).score()).isCloseTo(0.1 + 0.8 * 11.859375 / 15, within(1e-6));
    }

    @Test
    void aMapOfTheInputIsBroughtBackToTheWindow() {
        // A window of 4 x 2, one row of padding above and below; padding would be an object.
        InputFrame frame = new InputFrame(4, 4, 4, 2, 1, 1, 0, 1);
        Tensor output = Tensor.of(
                new float[] {
                    9, 9, 9, 9, //
                    -1, P75, -1, -1, //
                    -1, -1, -1, P90, //
                    9, 9, 9, 9
                },
                1,
                1,
                4,
                4);

        assertThat(decode(BINARY, output, frame))
                .extracting(d -> MaskText.of(d, 4, 2))
                .containsExactly("....\n...#\n", ".#..\n....\n");
    }

    @Test
    void aStretchedMapIsBroughtBackToTheWindow() {
        InputFrame frame = new InputFrame(2, 2, 4, 1, 0.5, 2, 0, 0);
        Tensor output = Tensor.of(new float[] {1, -1, 1, -1}, 1, 1, 2, 2);

        assertThat(only(decode(BINARY, output, frame), 4, 1)).isEqualTo("##..\n");
    }

    @Test
    void readsTheItemAskedFor() {
        Tensor output = Tensor.of(new float[] {9, -9, -9, 9}, 2, 1, 1, 2);

        List<Detection> detections = new SemanticDecoder(BINARY)
                .decode(Map.of(Models.OUTPUT, output), 1, InputFrame.identity(2, 1), 0, rejections);

        assertThat(only(detections, 2, 1)).isEqualTo(".#\n");
    }

    @Test
    void rowsWiderThanAWordAreReadWhole() {
        float[] values = new float[130];
        values[0] = 1;
        values[63] = 1;
        values[64] = 1;
        values[129] = 1;

        List<Detection> detections = decode(BINARY, Tensor.of(values, 1, 1, 1, 130), InputFrame.identity(130, 1));

        assertThat(detections)
                .extracting(d -> MaskText.of(d, 130, 1).indexOf('#'))
                .containsExactly(0, 63, 129);
    }

    @Test
    void theStrongestObjectsOfAllClassesAreKeptAndTheRestCounted() {
        ModelDescriptor model = Models.semantic(new Defaults(0.5, 0.5, 2), "a", "b");
        Tensor output = Tensor.of(new float[] {P75, -1, P90, -1, P75, -1, -1, -1, -1, P80}, 1, 2, 1, 5);

        assertThat(decode(model, output, InputFrame.identity(5, 1)))
                .extracting(d -> d.classIndex() + " " + MaskText.of(d, 5, 1))
                .containsExactly("0 ..#..\n", "1 ....#\n");
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.TOO_MANY_IN_TILE, 2L));
    }

    @Test
    void objectsBelowTheLeastScoreAreCounted() {
        Tensor output = Tensor.of(new float[] {P75, -1, P90, -1, P75}, 1, 1, 1, 5);

        assertThat(only(decode(BINARY, output, InputFrame.identity(5, 1), 0.8), 5, 1))
                .isEqualTo("..#..\n");
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.LOW_CONFIDENCE, 2L));
    }

    @Test
    void objectsOfEqualScoreComeByClassAndInScanOrder() {
        ModelDescriptor model = Models.semantic(Activation.SIGMOID, false, Optional.empty(), "a", "b");
        Tensor output = Tensor.of(
                new float[] {
                    0, 0, 0.75f, 0.75f, 0, 0, //
                    0.75f, 0, 0, 0, 0, 0.875f
                },
                1,
                2,
                2,
                3);

        assertThat(decode(model, output, InputFrame.identity(3, 2)))
                .extracting(d -> d.classIndex() + " " + MaskText.of(d, 3, 2).replace("\n", ""))
                .containsExactly("1 .....#", "0 ..#...", "0 ...#..", "1 #.....");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void pixelsThatAreNoNumbersAreBackgroundAndCountOnceForTheMap(float bad) {
        Tensor output = Tensor.of(new float[] {bad, P75, bad, P75}, 1, 1, 1, 4);

        assertThat(decode(BINARY, output, InputFrame.identity(4, 1)))
                .extracting(d -> MaskText.of(d, 4, 1))
                .containsExactly(".#..\n", "...#\n");
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, 1L));
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 2"})
    void everyMapWithNumbersThatAreNoneCounts(boolean exclusive, long maps) {
        ModelDescriptor model = Models.semantic(Activation.NONE, exclusive, Optional.empty(), "a", "b", "c");
        Tensor output = Tensor.of(
                new float[] {
                    Float.NaN, 1, 5, //
                    Float.NaN, 1, -5, //
                    1, 1, -5
                },
                1,
                3,
                1,
                3);

        List<Detection> detections = decode(model, output, InputFrame.identity(3, 1));

        assertThat(detections.stream().filter(d -> d.classIndex() == 0)).hasSize(1);
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, maps));
    }

    @Test
    void valuesThatAreNoProbabilitiesAreAnError() {
        ModelDescriptor model = Models.semantic(Activation.SIGMOID, false, Optional.empty(), "a");

        assertThatThrownBy(() -> decode(model, Tensor.of(new float[] {7}, 1, 1, 1, 1), InputFrame.identity(1, 1)))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("output tensor 'output0' must hold probabilities from 0 to 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a     |   | 1 2 4 4   | [N, 1, h, w] or [N, h, w]
                    a b   |   | 1 1 4 4   | [N, 2, h, w]
                    a b   |   | 1 4 4     | [N, 2, h, w]
                    a b   | 0 | 1 3 4 4   | [N, 1, h, w] or [N, h, w] or [N, 2, h, w]
                    a b c | 0 | 1 2 4 4   | [N, 3, h, w]
                    a b   |   | 1 2 4 0   | [N, 2, h, w]
                    a b   |   | 1 2 4 4 1 | [N, 2, h, w]
                    """)
    void anotherShapeIsAnError(String classes, Integer background, String shape, String expected) {
        ModelDescriptor model =
                Models.semantic(Activation.NONE, true, Optional.ofNullable(background), classes.split(" "));
        long[] axes =
                List.of(shape.split(" ")).stream().mapToLong(Long::parseLong).toArray();

        assertThatThrownBy(() -> decode(model, Tensor.allocate(axes), InputFrame.identity(4, 4)))
                .isInstanceOf(ModelException.class)
                .hasMessage("output tensor 'output0' must have the shape " + expected + ", found ["
                        + shape.replace(" ", ", ") + "]");
    }

    @Test
    void aBackgroundThatIsNoClassIsRefused() {
        assertThatThrownBy(() -> new SemanticDecoder(Models.semantic(Activation.NONE, true, Optional.of(2), "a", "b")))
                .isInstanceOf(ModelException.class)
                .hasMessage("output.background of model test must be from 0 to 1, found 2");
    }

    @ParameterizedTest
    @CsvSource({"NONE, true", "NONE, false", "SOFTMAX, true", "SIGMOID, true", "SIGMOID, false"})
    void decidingOnItsScoresIsWhatDecodingDoes(Activation activation, boolean exclusive) {
        ModelDescriptor model = Models.semantic(activation, exclusive, Optional.of(1), "a", "b", "c");
        SemanticDecoder decoder = new SemanticDecoder(model);
        SplittableRandom random = new SplittableRandom(8);
        float[] values = new float[3 * 6 * 7];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (activation == Activation.NONE ? 8 * random.nextDouble() - 4 : random.nextDouble());
        }
        Map<String, Tensor> outputs = Map.of(Models.OUTPUT, Tensor.of(values, 1, 3, 6, 7));
        InputFrame frame = new InputFrame(7, 6, 14, 12, 0.5, 0.5, 0, 0);

        List<Detection> decided = decoder.decide(decoder.scores(outputs, 0, frame), 0, rejections);

        List<Detection> decoded = decoder.decode(outputs, 0, frame, 0, rejections);
        assertThat(decided)
                .extracting(d -> d.classIndex() + "\n" + MaskText.of(d, 14, 12))
                .containsExactlyInAnyOrderElementsOf(decoded.stream()
                        .map(d -> d.classIndex() + "\n" + MaskText.of(d, 14, 12))
                        .toList());
        assertThat(decided).hasSizeGreaterThan(3);
        for (int i = 0; i < decided.size(); i++) {
            assertThat(decided.get(i).score()).isCloseTo(decoded.get(i).score(), within(1e-6));
        }
    }

    // Logits are logarithms of weights: 1, 3 and 4 of 8. The sigmoid of the logarithm of odds is odds / (1 + odds).
    @ParameterizedTest
    @CsvSource({"true, 0.125, 0.375, 0.5", "false, 0.5, 0.75, 0.8"})
    void scoresAreProbabilities(boolean exclusive, float a, float b, float c) {
        ModelDescriptor model = Models.semantic(Activation.NONE, exclusive, Optional.empty(), "a", "b", "c");
        float[] logits = {0, P75, P80};

        ScoreMap scores = new SemanticDecoder(model)
                .scores(Map.of(Models.OUTPUT, Tensor.of(logits, 1, 3, 1, 1)), 0, InputFrame.identity(1, 1));

        assertThat(scores.channels()).isEqualTo(new ScoreChannels(3, exclusive, ScoreChannels.NO_BACKGROUND, 0));
        assertThat(List.of(read(scores, 0), read(scores, 1), read(scores, 2)))
                .usingElementComparator((x, y) -> Math.abs(x - y) < 1e-6 ? 0 : 1)
                .containsExactly(a, b, c);
    }

    @ParameterizedTest
    @CsvSource({"NaN, NaN", "Infinity, NaN", "1.05, 1", "-0.05, 0", "0.25, 0.25"})
    void scoresOfTheGraphAreBroughtToTheirRange(float value, float score) {
        ModelDescriptor model = Models.semantic(Activation.SIGMOID, false, Optional.empty(), "a");

        ScoreMap scores = new SemanticDecoder(model)
                .scores(
                        Map.of(Models.OUTPUT, Tensor.of(new float[] {value}, 1, 1, 1, 1)),
                        0,
                        InputFrame.identity(1, 1));

        assertThat(Float.valueOf(read(scores, 0))).isEqualTo(Float.valueOf(score));
    }

    @ParameterizedTest
    @CsvSource({"-3.5", "7.25"})
    void valuesThatAreNoScoresAreRefused(float value) {
        ModelDescriptor model = Models.semantic(Activation.SIGMOID, false, Optional.empty(), "a");
        ScoreMap scores = new SemanticDecoder(model)
                .scores(
                        Map.of(Models.OUTPUT, Tensor.of(new float[] {value}, 1, 1, 1, 1)),
                        0,
                        InputFrame.identity(1, 1));

        assertThatThrownBy(() -> read(scores, 0))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "output tensor 'output0' must hold probabilities from 0 to 1 as output.activation says, found "
                                + value);
    }

    private static float read(ScoreMap scores, int channel) {
        float[] target = new float[1];
        scores.rows().read(channel, 0, target);
        return target[0];
    }

    private List<Detection> decode(ModelDescriptor model, Tensor output, InputFrame frame) {
        return decode(model, output, frame, 0.5);
    }

    private List<Detection> decode(ModelDescriptor model, Tensor output, InputFrame frame, double minConfidence) {
        return Decoders.of(model).decode(Map.of(Models.OUTPUT, output), 0, frame, minConfidence, rejections);
    }

    /** The mask of the only detection. */
    private static String only(List<Detection> detections, int width, int height) {
        assertThat(detections).hasSize(1);
        return MaskText.of(detections.get(0), width, height);
    }
}
