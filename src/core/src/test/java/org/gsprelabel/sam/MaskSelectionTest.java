package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Masks of one cell, whose logit is a number of its own. */
class MaskSelectionTest {

    @Test
    void ofFourMasksTheFirstIsTheSingleOneAndTheOthersAreTheSet() {
        MaskLogits answers =
                answers(2, new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new float[] {.1f, .9f, .8f, .7f, .2f, .3f, .4f, .5f});

        MaskLogits single = selected(2, false, List.of(0, 1), answers);
        MaskLogits set = selected(2, true, List.of(0, 1), answers);

        assertThat(values(single.logits())).containsExactly(1, 5);
        assertThat(values(single.iou())).containsExactly(.1f, .2f);
        assertThat(values(set.logits())).containsExactly(2, 3, 4, 6, 7, 8);
        assertThat(values(set.iou())).containsExactly(.9f, .8f, .7f, .3f, .4f, .5f);
    }

    @Test
    void ofThreeMasksTheOneOfHighestPredictedIouIsTheSingleOneAndTheFirstOfEquals() {
        MaskLogits answers = answers(2, new float[] {1, 2, 3, 4, 5, 6}, new float[] {.1f, .9f, .8f, .5f, .4f, .5f});

        assertThat(values(selected(2, false, List.of(0, 1), answers).logits())).containsExactly(2, 4);
        assertThat(selected(2, true, List.of(0, 1), answers)).isEqualTo(answers);
    }

    @Test
    void oneMaskIsBoth() {
        MaskLogits answers = answers(1, new float[] {1}, new float[] {.1f});

        assertThat(selected(1, false, List.of(0), answers)).isEqualTo(answers);
        assertThat(selected(1, true, List.of(0), answers)).isEqualTo(answers);
    }

    @Test
    void answersOfSeveralCallsComeInTheOrderOfThePrompts() {
        MaskSelection selection = new MaskSelection(3, true);

        selection.add(List.of(2), answers(1, new float[] {1, 2, 3}, new float[] {.1f, .2f, .3f}));
        selection.add(
                List.of(0, 1), answers(2, new float[] {4, 5, 6, 7, 8, 9}, new float[] {.4f, .5f, .6f, .7f, .8f, .9f}));

        assertThat(values(selection.result().logits())).containsExactly(4, 5, 6, 7, 8, 9, 1, 2, 3);
        assertThat(values(selection.result().iou())).containsExactly(.4f, .5f, .6f, .7f, .8f, .9f, .1f, .2f, .3f);
    }

    @Test
    void answersOfDifferentSizeAreRefused() {
        MaskSelection selection = new MaskSelection(2, true);
        selection.add(List.of(0), answers(1, new float[] {1, 2, 3}, new float[] {.1f, .2f, .3f}));

        assertThatThrownBy(() -> selection.add(List.of(1), answers(1, new float[] {1}, new float[] {.1f})))
                .isInstanceOf(ModelException.class)
                .hasMessage("the decoder must answer all prompts with masks of one size, found Tensor[2, 3, 1, 1] and"
                        + " Tensor[1, 1, 1, 1]");
    }

    private static MaskLogits selected(int prompts, boolean multimask, List<Integer> indices, MaskLogits answers) {
        MaskSelection selection = new MaskSelection(prompts, multimask);
        selection.add(indices, answers);
        return selection.result();
    }

    private static MaskLogits answers(int prompts, float[] logits, float[] iou) {
        int masks = logits.length / prompts;
        return new MaskLogits(Tensor.of(logits, prompts, masks, 1, 1), Tensor.of(iou, prompts, masks));
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[tensor.data().capacity()];
        tensor.data().get(0, values);
        return values;
    }
}
