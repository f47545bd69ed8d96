package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec.Detr;
import org.gsprelabel.model.OutputSpec.DetrLayout;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Scores are chosen, logits are their logarithms, boxes are worked out by hand. */
class DetrDecoderTest {

    /** A window of 80 x 40 pixels stretched to 64 x 64: fractions are of the window, whatever the input. */
    private static final InputFrame STRETCHED = new InputFrame(64, 64, 80, 40, 0.8, 1.6, 0, 0);

    private static final float[] FOUR_BOXES = {
        0.5f,
        0.5f,
        0.25f,
        0.5f, // 30..50, 10..30
        0.25f,
        0.25f,
        0.125f,
        0.25f, // 15..25, 5..15
        0.5f,
        0.5f,
        0.25f,
        0.5f, // as the first
        1,
        1,
        0.25f,
        0.25f // 70..90, 35..45, half of it in the window
    };

    private final RejectionCounts rejections = new RejectionCounts();

    @Test
    void detr_takes_the_softmax_with_no_object_last() {
        Tensor logits = Tensor.of(
                new float[] {
                    ln(0.7),
                    ln(0.1),
                    ln(0.2), // a
                    ln(0.1),
                    ln(0.3),
                    ln(0.6), // more likely nothing, but b has 0.3
                    ln(0.2),
                    ln(0.1),
                    ln(0.7), // below the threshold
                    ln(0.04) + 50,
                    ln(0.9) + 50,
                    ln(0.06) + 50 // b: a constant does not change a softmax
                },
                1,
                4,
                3);

        List<Detection> found = decode(DetrLayout.SOFTMAX, 1, logits, Tensor.of(FOUR_BOXES, 1, 4, 4));

        assertThat(found).hasSize(3);
        assertDetection(found.get(0), 1, 0.9, 70, 35, 80, 40);
        assertDetection(found.get(1), 0, 0.7, 30, 10, 50, 30);
        assertDetection(found.get(2), 1, 0.3, 15, 5, 25, 15);
        assertThat(rejections.asMap()).isEmpty();
    }

    @Test
    void rt_detr_takes_the_best_pairs_of_query_and_class() {
        // Four queries, so the four best of eight pairs; the first query has two of them.
        Tensor logits = Tensor.of(
                new float[] {
                    logit(0.9), logit(0.6), // both
                    logit(0.5), logit(0.45), // the first alone
                    logit(0.3), logit(0.4), // neither
                    logit(0.8), logit(0.1) // the first
                },
                1,
                4,
                2);

        List<Detection> found = decode(DetrLayout.SIGMOID, 1, logits, Tensor.of(FOUR_BOXES, 1, 4, 4));

        assertThat(found).hasSize(4);
        assertDetection(found.get(0), 0, 0.9, 30, 10, 50, 30);
        assertDetection(found.get(1), 0, 0.8, 70, 35, 80, 40);
        assertDetection(found.get(2), 1, 0.6, 30, 10, 50, 30);
        assertDetection(found.get(3), 0, 0.5, 15, 5, 25, 15);
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.TOO_MANY_IN_TILE, 3L));
    }

    @Test
    void an_iou_below_1_suppresses_boxes_of_the_same_class() {
        Tensor logits = Tensor.of(
                new float[] {
                    logit(0.9), logit(0.01), logit(0.8), logit(0.01), logit(0.7), logit(0.01), logit(0.01), logit(0.01)
                },
                1,
                4,
                2);

        assertThat(decode(DetrLayout.SIGMOID, 0.5, logits, Tensor.of(FOUR_BOXES, 1, 4, 4)))
                .hasSize(2);
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.SUPPRESSED, 1L));
    }

    @Test
    void decoded_boxes_are_pixels_of_the_window() {
        Map<String, Tensor> outputs = Map.of(
                "labels", Tensor.of(new float[] {1, 0, 0}, 1, 3),
                "boxes", Tensor.of(new float[] {1, 2, 3, 4, -5, 30, 20, 50, 0, 0, 1, 1}, 1, 3, 4),
                "scores", Tensor.of(new float[] {0.5f, 0.75f, 0.125f}, 1, 3));

        List<Detection> found = decoder(DetrLayout.DECODED, 1).decode(outputs, 0, STRETCHED, 0.25, rejections);

        assertThat(found).hasSize(2);
        assertDetection(found.get(0), 0, 0.75, 0, 30, 20, 40);
        assertDetection(found.get(1), 1, 0.5, 1, 2, 3, 4);
    }

    @Test
    void rows_hold_fractions_and_scores() {
        Tensor rows = Tensor.of(new float[] {0.5f, 0.5f, 0.25f, 0.5f, 0.3f, 0.6f, 0, 0, 0, 0, 0.1f, 0.2f}, 1, 2, 6);

        List<Detection> found =
                decoder(DetrLayout.ROWS, 1).decode(Map.of("boxes", rows), 0, STRETCHED, 0.25, rejections);

        assertThat(found).hasSize(1);
        assertDetection(found.get(0), 1, 0.6, 30, 10, 50, 30);
    }

    @Test
    void each_item_of_a_batch_has_its_own_queries() {
        Tensor logits = Tensor.of(new float[] {logit(0.9), logit(0.1), logit(0.1), logit(0.8)}, 2, 1, 2);
        Tensor boxes = Tensor.of(new float[] {0.5f, 0.5f, 0.25f, 0.5f, 0.25f, 0.25f, 0.125f, 0.25f}, 2, 1, 4);
        Map<String, Tensor> outputs = Map.of("scores", logits, "boxes", boxes);

        List<Detection> second = decoder(DetrLayout.SIGMOID, 1).decode(outputs, 1, STRETCHED, 0.25, rejections);

        assertThat(second).hasSize(1);
        assertDetection(second.get(0), 1, 0.8, 15, 5, 25, 15);
    }

    @Test
    void scores_and_boxes_that_are_no_numbers_are_counted() {
        Tensor logits = Tensor.of(
                new float[] {
                    Float.NaN,
                    1,
                    0,
                    Float.POSITIVE_INFINITY,
                    1,
                    0,
                    Float.NEGATIVE_INFINITY,
                    ln(0.8),
                    ln(0.2), // never a, certainly b
                    5,
                    0,
                    0
                },
                1,
                4,
                3);
        float[] boxes = FOUR_BOXES.clone();
        boxes[12] = Float.NaN;

        List<Detection> found = decode(DetrLayout.SOFTMAX, 1, logits, Tensor.of(boxes, 1, 4, 4));

        assertThat(found).hasSize(1);
        assertDetection(found.get(0), 1, 0.8, 30, 10, 50, 30);
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, 3L));
    }

    @Test
    void rt_detr_counts_a_query_of_no_use_once_however_many_classes_it_names() {
        float[] boxes = FOUR_BOXES.clone();
        boxes[1] = Float.NaN;
        boxes[4 + 2] = 0;
        boxes[12] = 3;
        Tensor logits = Tensor.of(
                new float[] {
                    logit(0.9),
                    logit(0.8), // a box of no number
                    logit(0.7),
                    logit(0.6), // a box without width
                    Float.NaN,
                    logit(0.5), // the second alone
                    logit(0.8),
                    logit(0.7) // a box beside the window
                },
                1,
                4,
                2);

        List<Detection> found = decode(DetrLayout.SIGMOID, 1, logits, Tensor.of(boxes, 1, 4, 4));

        assertThat(found).hasSize(1);
        assertDetection(found.get(0), 1, 0.5, 30, 10, 50, 30);
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, 2L, Rejection.EMPTY_SHAPE, 2L));
    }

    @Test
    void rt_detr_does_not_count_boxes_of_no_use_that_are_too_weak() {
        float[] boxes = FOUR_BOXES.clone();
        boxes[1] = Float.NaN;
        boxes[4 + 3] = -0.5f;
        Tensor logits = Tensor.of(
                new float[] {
                    logit(0.2),
                    logit(0.24), // both below the least score of 0.25
                    logit(0.2),
                    logit(0.26), // the second is not
                    Float.NaN,
                    Float.NaN, // may be anything
                    logit(0.1),
                    logit(0.1)
                },
                1,
                4,
                2);

        assertThat(decode(DetrLayout.SIGMOID, 1, logits, Tensor.of(boxes, 1, 4, 4)))
                .isEmpty();
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, 1L, Rejection.EMPTY_SHAPE, 1L));
    }

    @Test
    void a_score_that_is_no_number_is_counted_whatever_its_label() {
        Map<String, Tensor> outputs = Map.of(
                "labels", Tensor.of(new float[] {-1}, 1, 1),
                "boxes", Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 4),
                "scores", Tensor.of(new float[] {Float.NaN}, 1, 1));

        assertThat(decoder(DetrLayout.DECODED, 1).decode(outputs, 0, STRETCHED, 0.25, rejections))
                .isEmpty();
        assertThat(rejections.asMap()).isEqualTo(Map.of(Rejection.NOT_FINITE, 1L));
    }

    @Test
    void other_shapes_and_classes_are_refused() {
        Tensor boxes = Tensor.of(FOUR_BOXES, 1, 4, 4);
        assertThatThrownBy(() -> decode(DetrLayout.SOFTMAX, 1, Tensor.allocate(1, 4, 2), boxes))
                .isInstanceOf(ModelException.class)
                .hasMessage("output tensor 'scores' must have the shape [N, Q, 3], found [1, 4, 2]");
        assertThatThrownBy(() -> decode(DetrLayout.SIGMOID, 1, Tensor.allocate(1, 5, 2), boxes))
                .isInstanceOf(ModelException.class)
                .hasMessage("output tensor 'boxes' must have the shape [N, 5, 4], found [1, 4, 4]");
        Map<String, Tensor> outputs = Map.of(
                "labels", Tensor.of(new float[] {2}, 1, 1),
                "boxes", Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 4),
                "scores", Tensor.of(new float[] {0.5f}, 1, 1));
        assertThatThrownBy(() -> decoder(DetrLayout.DECODED, 1).decode(outputs, 0, STRETCHED, 0.25, rejections))
                .isInstanceOf(ModelException.class)
                .hasMessage("output tensor 'labels' must hold classes from 0 to 1, found 2.0 for query 0");
    }

    private List<Detection> decode(DetrLayout layout, double iou, Tensor scores, Tensor boxes) {
        return decoder(layout, iou).decode(Map.of("scores", scores, "boxes", boxes), 0, STRETCHED, 0.25, rejections);
    }

    private static DetrDecoder decoder(DetrLayout layout, double iou) {
        Detr output = new Detr(layout, "scores", "boxes", "labels", Optional.empty(), Optional.empty());
        return new DetrDecoder(Models.detr(output, new Defaults(0.25, iou, 100), "a", "b"));
    }

    private static void assertDetection(
            Detection found, int classIndex, double score, double minX, double minY, double maxX, double maxY) {
        assertThat(found.classIndex()).isEqualTo(classIndex);
        assertThat(found.score()).isCloseTo(score, within(1e-6));
        assertThat(found.shape()).isEqualTo(new Shape.OfBox(new Box(minX, minY, maxX, maxY)));
    }

    private static float ln(double probability) {
        return (float) Math.log(probability);
    }

    private static float logit(double probability) {
        return (float) Math.log(probability / (1 - probability));
    }
}
