package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.Concepts;
import org.gsprelabel.model.Concepts.ConceptTensor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.NmsRules.Measure;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.model.TextSpec;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.vectorize.BitMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks are drawn: a window of 5 x 3 pixels, {@code #} where the object is. */
class ConceptDecoderTest {

    private static final String LEFT = """
            ##...
            ##...
            ##...
            """;
    private static final String LEFT_AND_ONE = """
            ##...
            ###..
            ##...
            """;
    private static final String RIGHT = """
            ....#
            ...##
            ....#
            """;
    private static final String NOTHING = """
            .....
            .....
            .....
            """;
    private static final String EVERYTHING = """
            #####
            #####
            #####
            """;

    private final RejectionCounts rejections = new RejectionCounts();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void each_mask_is_a_detection_of_its_phrase_strongest_first(boolean asBits) {
        ConceptDecoder.Answers answers = decoder(0.7, 300).answers(5, 3, rejections);
        answers.add(0, 0.5, answer(asBits, new float[] {0.625f, 0.75f}, LEFT, RIGHT));
        answers.add(1, 0.5, answer(asBits, new float[] {}));
        answers.add(2, 0.5, answer(asBits, new float[] {0.875f}, "....." + "..#.." + "....."));

        List<Detection> found = answers.detections();

        assertThat(found).extracting(Detection::classIndex).containsExactly(2, 0, 0);
        assertThat(found).extracting(Detection::score).containsExactly(0.875, 0.75, 0.625);
        assertThat(found).extracting(ConceptDecoderTest::drawn).containsExactly(".....\n..#..\n.....\n", RIGHT, LEFT);
        assertThat(mask(found.get(2)).width()).isEqualTo(2);
        assertThat(rejections.asMap()).isEmpty();
    }

    @Test
    void a_mask_that_fills_the_window_ends_where_the_next_one_begins() {
        ConceptDecoder.Answers answers = decoder(1, 300).answers(5, 3, rejections);
        answers.add(0, 0.5, answer(true, new float[] {0.75f, 0.625f, 0.5f}, EVERYTHING, EVERYTHING, LEFT));

        assertThat(answers.detections())
                .extracting(ConceptDecoderTest::drawn)
                .containsExactly(EVERYTHING, EVERYTHING, LEFT);
    }

    @ParameterizedTest(name = "threshold {0}: {1} of 0.5, 0.625 and 0.75")
    @CsvSource({"0, 3", "0.5, 3", "0.50001, 2", "0.625, 2", "0.7, 1", "0.75, 1", "0.76, 0"})
    void scores_of_the_threshold_and_above_are_kept(double threshold, int count) {
        ConceptDecoder.Answers answers = decoder(1, 300).answers(5, 3, rejections);
        answers.add(0, threshold, answer(true, new float[] {0.5f, 0.625f, 0.75f}, LEFT, LEFT, LEFT));

        assertThat(answers.detections()).hasSize(count);
        assertThat(rejections.asMap()).isEmpty();
    }

    // LEFT has 6 pixels, LEFT_AND_ONE 7, and they share 6: an IoU of 6/7 = 0.857.
    @ParameterizedTest(name = "iou {0}: {1}")
    @CsvSource({"0.7, 1", "0.85, 1", "0.86, 2", "1, 2"})
    void of_masks_that_cover_the_same_pixels_the_better_is_kept_whatever_its_phrase(double iou, int count) {
        ConceptDecoder.Answers answers = decoder(iou, 300).answers(5, 3, rejections);
        answers.add(0, 0.5, answer(true, new float[] {0.75f}, LEFT));
        answers.add(1, 0.5, answer(true, new float[] {0.625f, 0.875f, 0.5f}, RIGHT, LEFT_AND_ONE, NOTHING));

        List<Detection> found = answers.detections();

        assertThat(found.get(0).classIndex()).isEqualTo(1);
        assertThat(drawn(found.get(0))).isEqualTo(LEFT_AND_ONE);
        assertThat(found.stream().filter(detection -> !drawn(detection).equals(RIGHT)))
                .hasSize(count);
        assertThat(rejections.get(Rejection.SUPPRESSED)).isEqualTo(2 - count);
        assertThat(rejections.get(Rejection.EMPTY_SHAPE)).isEqualTo(1);
    }

    @Test
    void boxes_may_overlap_where_masks_do_not() {
        // An L and what lies in its angle: their boxes are the same.
        ConceptDecoder.Answers answers = decoder(0, 300).answers(5, 3, rejections);
        answers.add(0, 0.5, answer(true, new float[] {0.75f, 0.75f}, "#....#....#####", ".####.####....."));

        assertThat(answers.detections()).hasSize(2);
    }

    @Test
    void of_equal_scores_the_first_phrase_and_the_first_mask_are_taken() {
        ConceptDecoder.Answers answers = decoder(0.7, 300).answers(5, 3, rejections);
        answers.add(0, 0.5, answer(true, new float[] {0.75f, 0.75f}, RIGHT, LEFT));
        answers.add(1, 0.5, answer(true, new float[] {0.75f}, LEFT));

        List<Detection> found = answers.detections();

        assertThat(found).extracting(Detection::classIndex).containsExactly(0, 0);
        assertThat(found).extracting(ConceptDecoderTest::drawn).containsExactly(RIGHT, LEFT);
    }

    @Test
    void the_strongest_are_kept_and_the_others_counted() {
        ConceptDecoder.Answers answers = decoder(1, 2).answers(5, 3, rejections);
        answers.add(0, 0.5, answer(true, new float[] {0.5f, 0.75f, 0.625f}, LEFT, RIGHT, EVERYTHING));

        assertThat(answers.detections()).extracting(Detection::score).containsExactly(0.75, 0.625);
        assertThat(rejections.get(Rejection.TOO_MANY_IN_TILE)).isEqualTo(1);
    }

    @Test
    void of_a_flood_of_masks_the_weakest_find_no_room() {
        int flood = MaskSuppression.MAX_CANDIDATES + 3;
        float[] scores = new float[flood];
        String[] masks = new String[flood];
        for (int k = 0; k < flood; k++) {
            scores[k] = k < 3 ? 0.625f : 0.75f;
            masks[k] = k < 3 ? LEFT : RIGHT;
        }
        ConceptDecoder.Answers answers = decoder(0.7, 300).answers(5, 3, rejections);
        answers.add(0, 0.5, answer(true, scores, masks));

        assertThat(answers.detections())
                .singleElement()
                .satisfies(found -> assertThat(drawn(found)).isEqualTo(RIGHT));
        assertThat(rejections.get(Rejection.TOO_MANY_IN_TILE)).isEqualTo(3);
        assertThat(rejections.get(Rejection.SUPPRESSED)).isEqualTo(flood - 4);
    }

    @Test
    void scores_that_are_no_numbers_are_counted_and_dropped() {
        ConceptDecoder.Answers answers = decoder(0.7, 300).answers(5, 3, rejections);
        answers.add(
                0,
                0.5,
                answer(
                        true,
                        new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1.0005f},
                        LEFT,
                        LEFT,
                        LEFT,
                        RIGHT));

        // Half precision may lift a score a little above 1.
        assertThat(answers.detections())
                .singleElement()
                .satisfies(found -> assertThat(found.score()).isEqualTo(1));
        assertThat(rejections.get(Rejection.NOT_FINITE)).isEqualTo(2);
    }

    @Test
    void outputs_that_are_not_as_described_are_named() {
        refuses(
                Map.of("scores", Tensor.allocate(1), "boxes", Tensor.allocate(1, 4)),
                "output tensor 'masks' is missing, the model gave [boxes, scores]");
        refuses(
                Map.of("scores", Tensor.allocate(1, 2), "masks", Tensor.allocate(2, 1, 3, 5)),
                "output tensor 'scores' must have the shape [K], found [1, 2]");
        refuses(
                Map.of("scores", Tensor.allocate(2), "masks", Tensor.allocate(2, 1, 5, 3)),
                "output tensor 'masks' must have the shape [2, 1, 3, 5], found [2, 1, 5, 3]");
        refuses(
                Map.of("scores", Tensor.allocate(2), "masks", Tensor.allocate(1, 1, 3, 5)),
                "output tensor 'masks' must have the shape [2, 1, 3, 5], found [1, 1, 3, 5]");
        refuses(
                answer(true, new float[] {2.5f}, LEFT),
                "output tensor 'scores' must hold scores from 0 to 1, found 2.5 in row 0");
    }

    private void refuses(Map<String, Tensor> outputs, String message) {
        ConceptDecoder.Answers answers = decoder(0.7, 300).answers(5, 3, rejections);
        assertThatThrownBy(() -> answers.add(0, 0.5, outputs))
                .isInstanceOf(ModelException.class)
                .hasMessage(message);
    }

    private static ConceptDecoder decoder(double iou, int maxDetections) {
        Map<ConceptTensor, String> tensors = new EnumMap<>(ConceptTensor.class);
        for (ConceptTensor tensor : ConceptTensor.values()) {
            tensors.put(tensor, tensor.name());
        }
        tensors.put(ConceptTensor.SCORES, "scores");
        tensors.put(ConceptTensor.MASKS, "masks");
        Concepts spec = new Concepts(
                Map.of(), Map.of(), new TextSpec.Queries(Map.of("tokens", TextInput.IDS), 32, "{}"), tensors, 0.5);
        return new ConceptDecoder(spec, NmsRules.greedy(Measure.MASK, iou, false), maxDetections);
    }

    /** @param asBits whether masks come as truths, or as numbers */
    private static Map<String, Tensor> answer(boolean asBits, float[] scores, String... drawings) {
        BitSet pixels = new BitSet();
        float[] numbers = new float[drawings.length * 15];
        for (int k = 0; k < drawings.length; k++) {
            String drawing = drawings[k].replace("\n", "");
            for (int i = 0; i < 15; i++) {
                if (drawing.charAt(i) == '#') {
                    pixels.set(15 * k + i);
                    numbers[15 * k + i] = 1;
                }
            }
        }
        long[] shape = {drawings.length, 1, 3, 5};
        return Map.of(
                "scores",
                Tensor.of(scores, scores.length),
                "masks",
                asBits ? Tensor.ofTruths(pixels, shape) : Tensor.of(numbers, shape));
    }

    private static BitMask mask(Detection detection) {
        return ((Shape.OfMask) detection.shape()).mask();
    }

    private static String drawn(Detection detection) {
        BitMask mask = mask(detection);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < 5; column++) {
                line.append(mask.get(column - mask.x(), row - mask.y()) ? '#' : '.');
            }
            rows.add(line + "\n");
        }
        return String.join("", rows);
    }
}
