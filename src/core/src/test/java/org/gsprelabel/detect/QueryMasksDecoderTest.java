package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Two classes and "no object"; scores by hand. */
class QueryMasksDecoderTest {

    private static final InputFrame WINDOW = InputFrame.identity(4, 1);

    private final RejectionCounts rejections = new RejectionCounts();
    private final QueryMasksDecoder decoder = new QueryMasksDecoder(Models.queryMasks(Optional.empty(), "a", "b"));

    @Test
    void the_score_of_a_class_is_the_sum_over_queries_of_class_times_mask() {
        Tensor classes = Tensor.of(
                new float[] {
                    ln(0.6), ln(0.2), ln(0.2), // a
                    ln(0.1), ln(0.5), ln(0.4), // b
                    ln(0.1), ln(0.4), ln(0.5) // b, or nothing
                },
                1,
                3,
                3);
        Tensor masks = Tensor.of(
                new float[] {
                    logit(0.8), logit(0.8), logit(0.2), logit(0.2),
                    logit(0.1), logit(0.2), logit(0.6), logit(0.9),
                    logit(0.1), logit(0.8), logit(0.5), logit(0.1)
                },
                1,
                3,
                1,
                4);

        // a: 0.6 * 0.8 + 0.1 * 0.1 + 0.1 * 0.1 = 0.50   b: 0.2 * 0.8 + 0.5 * 0.1 + 0.4 * 0.1 = 0.25
        // a: 0.6 * 0.8 + 0.1 * 0.2 + 0.1 * 0.8 = 0.58   b: 0.2 * 0.8 + 0.5 * 0.2 + 0.4 * 0.8 = 0.58
        // a: 0.6 * 0.2 + 0.1 * 0.6 + 0.1 * 0.5 = 0.23   b: 0.2 * 0.2 + 0.5 * 0.6 + 0.4 * 0.5 = 0.54
        // a: 0.6 * 0.2 + 0.1 * 0.9 + 0.1 * 0.1 = 0.22   b: 0.2 * 0.2 + 0.5 * 0.9 + 0.4 * 0.1 = 0.53
        float[] a = plane(classes, masks, 0);
        float[] b = plane(classes, masks, 1);

        // where a and b are more than 1 together, they are divided by their sum: 0.58 / 1.16
        assertThat(a).containsExactly(new float[] {0.5f, 0.5f, 0.23f, 0.22f}, within(1e-5f));
        assertThat(b).containsExactly(new float[] {0.25f, 0.5f, 0.54f, 0.53f}, within(1e-5f));
    }

    @Test
    void pixels_of_one_class_are_an_object_with_the_mean_of_their_scores() {
        Tensor classes = Tensor.of(new float[] {ln(0.9), ln(0.05), ln(0.05), ln(0.05), ln(0.8), ln(0.15)}, 1, 2, 3);
        Tensor masks = Tensor.of(new float[] {9, 9, -9, -9, -9, -9, 9, 9}, 1, 2, 1, 4);

        List<Detection> found = decoder.decode(Map.of("classes", classes, "masks", masks), 0, WINDOW, 0.5, rejections);

        assertThat(found).hasSize(2);
        assertThat(found.get(0).classIndex()).isZero();
        assertThat(found.get(0).score()).isCloseTo(0.9, within(1e-3));
        assertThat(found.get(1).classIndex()).isEqualTo(1);
        assertThat(found.get(1).score()).isCloseTo(0.8, within(1e-3));
        assertThat(((Shape.OfMask) found.get(1).shape()).mask().cardinality()).isEqualTo(2);
    }

    @Test
    void a_background_gives_no_objects() {
        QueryMasksDecoder named = new QueryMasksDecoder(Models.queryMasks(Optional.of(0), "nothing", "b"));
        Tensor classes = Tensor.of(new float[] {5, 0, 0, 0, 5, 0}, 1, 2, 3);
        Tensor masks = Tensor.of(new float[] {9, 9, -9, -9, -9, -9, 9, 9}, 1, 2, 1, 4);

        assertThat(named.decode(Map.of("classes", classes, "masks", masks), 0, WINDOW, 0.5, rejections))
                .singleElement()
                .satisfies(found -> assertThat(found.classIndex()).isEqualTo(1));
    }

    @Test
    void other_shapes_are_refused() {
        assertThatThrownBy(() -> plane(Tensor.allocate(1, 3, 2), Tensor.allocate(1, 3, 1, 4), 0))
                .isInstanceOf(ModelException.class)
                .hasMessage("output tensor 'classes' must have the shape [N, Q, 3], found [1, 3, 2]");
        assertThatThrownBy(() -> plane(Tensor.allocate(1, 3, 3), Tensor.allocate(1, 2, 1, 4), 0))
                .isInstanceOf(ModelException.class)
                .hasMessage("output tensor 'masks' must have the shape [N, 3, h, w], found [1, 2, 1, 4]");
    }

    private float[] plane(Tensor classes, Tensor masks, int classIndex) {
        float[] plane = new float[4];
        decoder.scores(Map.of("classes", classes, "masks", masks), 0, WINDOW)
                .rows()
                .read(classIndex, 0, plane);
        return plane;
    }

    private static float ln(double probability) {
        return (float) Math.log(probability);
    }

    private static float logit(double probability) {
        return (float) Math.log(probability / (1 - probability));
    }
}
