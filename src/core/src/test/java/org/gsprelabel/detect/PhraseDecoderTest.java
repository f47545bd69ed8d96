package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.PhraseDecoder.Answer;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.model.NmsRules.Measure;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.model.TextSpec;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.text.Columns;
import org.gsprelabel.text.TextPrompt;
import org.gsprelabel.text.TextQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logits are those of round scores: 0 is 0.5, ln 3 is 0.75, ln 9 is 0.9. */
class PhraseDecoderTest {

    private static final OutputSpec.Phrases SPEC = new OutputSpec.Phrases(
            "logits",
            "boxes",
            new TextSpec.Caption(Map.of("ids", TextInput.IDS), 256, OptionalInt.empty(), false, Set.of(1012L), 100));
    private static final float HALF = 0;
    private static final float THREE_QUARTERS = (float) Math.log(3);
    private static final float NINE_TENTHS = (float) Math.log(9);
    private static final float NEVER = Float.NEGATIVE_INFINITY;
    private static final InputFrame SQUARE = InputFrame.identity(100, 100);

    private final RejectionCounts rejections = new RejectionCounts();

    /** [CLS] red roof . crane . [SEP] and one column of padding. */
    private static final List<Columns> CAPTION = List.of(new Columns(1, 3), new Columns(4, 5));

    @Test
    void the_best_token_of_a_phrase_is_its_score_and_the_best_phrase_the_class() {
        List<Detection> found = decode("red roof. crane", 0.3, SQUARE, answer(CAPTION, new float[][] {
            {NEVER, HALF, THREE_QUARTERS, NEVER, HALF, NEVER, NEVER, NEVER},
            {NEVER, NEVER, HALF, NEVER, NINE_TENTHS, NEVER, NEVER, NEVER},
            // Special tokens and periods do not count.
            {NINE_TENTHS, NEVER, NEVER, NINE_TENTHS, NEVER, NINE_TENTHS, NINE_TENTHS, NINE_TENTHS},
        }));

        assertThat(found).extracting(Detection::classIndex).containsExactly(1, 0);
        assertThat(found.get(0).score()).isCloseTo(0.9, within(1e-6));
        assertThat(found.get(1).score()).isCloseTo(0.75, within(1e-6));
        assertThat(rejections.asMap()).isEmpty();
    }

    @Test
    void of_equal_phrases_the_first_is_taken() {
        assertThat(decode("a. b", 0.3, SQUARE, answer(PAIR, new float[][] {{HALF, HALF}})))
                .extracting(Detection::classIndex)
                .containsExactly(0);
    }

    private static final List<Columns> PAIR = List.of(new Columns(0, 1), new Columns(1, 2));

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        // Row 0 is "a" with 0.5, row 1 is "b" with 0.75.
        "a. b, 0.5, 2",
        "a. b, 0.51, 1",
        "a. b, 0.8, 0",
        "a:0.6. b, 0.3, 1",
        "a:0.4. b, 0.9, 1",
        "a:0.4. b:0.7, 0.9, 2",
        "a:1. b:0.76, 0, 0",
    })
    void a_phrase_has_its_own_threshold_or_that_of_the_request(String prompt, double minConfidence, int count) {
        assertThat(decode(prompt, minConfidence, SQUARE, answer(PAIR, new float[][] {
                    {HALF, NEVER}, {NEVER, THREE_QUARTERS}
                })))
                .hasSize(count);
    }

    @Test
    void logits_that_are_no_numbers_are_counted_and_dropped() {
        List<Detection> found = decode("a. b", 0.1, SQUARE, answer(PAIR, new float[][] {
            {Float.NaN, HALF}, {HALF, Float.POSITIVE_INFINITY}, {NEVER, NEVER}, {NEVER, HALF}
        }));

        assertThat(found).hasSize(1);
        assertThat(rejections.get(Rejection.NOT_FINITE)).isEqualTo(2);
    }

    @Test
    void answers_to_several_queries_are_read_together_and_the_best_of_what_overlaps_is_kept() {
        // Row k of an answer has its box at column k; those of both answers lie on each other.
        Answer first = answer(List.of(0, 1), PAIR, new float[][] {{HALF, NEVER}, {NEVER, NINE_TENTHS}});
        Answer second =
                answer(List.of(2), List.of(new Columns(0, 1)), new float[][] {{THREE_QUARTERS}, {THREE_QUARTERS}});

        List<Detection> found = decode("a. b. c", 0.3, SQUARE, first, second);

        assertThat(found).extracting(Detection::classIndex).containsExactly(1, 2);
        assertThat(rejections.get(Rejection.SUPPRESSED)).isEqualTo(2);
    }

    @Test
    void boxes_are_parts_of_the_input() {
        // 20 x 10 window pixels in the left part of an input of 80 x 80, four times as large, padded below.
        InputFrame padded = new InputFrame(80, 80, 20, 10, 4, 4, 0, 0);
        Answer answer = new Answer(
                new TextQuery(List.of(0), List.of(new Columns(0, 1)), Map.of()),
                Map.of(
                        "logits",
                        Tensor.of(new float[] {HALF}, 1, 1, 1),
                        "boxes",
                        Tensor.of(new float[] {0.5f, 0.25f, 0.5f, 0.125f}, 1, 1, 4)));

        assertThat(decode("a", 0.3, padded, answer))
                .containsExactly(new Detection(0, 0.5, new Shape.OfBox(new Box(5, 3.75, 15, 6.25))));
        // Where the graph knows the padding, its boxes are parts of the image: 80 x 40.
        assertThat(decoder("a", true).decode(List.of(answer), 0, padded, 0.3, rejections))
                .containsExactly(new Detection(0, 0.5, new Shape.OfBox(new Box(5, 1.875, 15, 3.125))));
    }

    @Test
    void outputs_of_another_shape_are_named() {
        assertThatThrownBy(() -> decode("a. b", 0.3, SQUARE, answer(PAIR, new float[][] {{HALF}})))
                .isInstanceOf(ModelException.class)
                .hasMessage("output tensor 'logits' must have the shape [N, K, 2 or more], found [1, 1, 1]");
        Answer odd = new Answer(
                new TextQuery(List.of(0), List.of(new Columns(0, 1)), Map.of()),
                Map.of(
                        "logits",
                        Tensor.of(new float[] {HALF, HALF}, 1, 2, 1),
                        "boxes",
                        Tensor.of(new float[4], 1, 1, 4)));
        assertThatThrownBy(() -> decode("a", 0.3, SQUARE, odd))
                .hasMessage("output tensor 'boxes' must have the shape [N, 2, 4], found [1, 1, 4]");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "1.0986122886681098, 0.75", "-1.0986122886681098, 0.25", "-1000, 0", "1000, 1", "-Infinity, 0"
    })
    void the_sigmoid_is_that_of_the_definition(double logit, double expected) {
        assertThat(Sigmoid.of(logit)).isCloseTo(expected, within(1e-8));
    }

    private List<Detection> decode(String prompt, double minConfidence, InputFrame frame, Answer... answers) {
        return decoder(prompt, false).decode(List.of(answers), 0, frame, minConfidence, rejections);
    }

    private static PhraseDecoder decoder(String prompt, boolean paddingIsMasked) {
        return new PhraseDecoder(
                SPEC, NmsRules.greedy(Measure.BOX, 0.7, false), 100, TextPrompt.parse(prompt), paddingIsMasked);
    }

    private static Answer answer(List<Columns> columns, float[][] logits) {
        return answer(List.of(0, 1), columns, logits);
    }

    /** One row a box, side by side: box k is 10 wide and high at x = 10 k. */
    private static Answer answer(List<Integer> phrases, List<Columns> columns, float[][] logits) {
        int length = logits[0].length;
        float[] flat = new float[logits.length * length];
        float[] boxes = new float[logits.length * 4];
        for (int k = 0; k < logits.length; k++) {
            System.arraycopy(logits[k], 0, flat, k * length, length);
            boxes[4 * k] = (10 * k + 5) / 100f;
            boxes[4 * k + 1] = 0.5f;
            boxes[4 * k + 2] = 0.1f;
            boxes[4 * k + 3] = 0.1f;
        }
        return new Answer(
                new TextQuery(phrases, columns, Map.of()),
                Map.of(
                        "logits",
                        Tensor.of(flat, 1, logits.length, length),
                        "boxes",
                        Tensor.of(boxes, 1, logits.length, 4)));
    }
}
