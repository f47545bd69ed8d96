package org.gsprelabel.sam;

import java.util.List;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Puts the answers of several calls together, with the masks that are wanted of each prompt. Of 4 masks, the first is that of
 * the single-mask token and the others are the multi-mask set; of 3, all are the set; 1 is both.
 */
final class MaskSelection {

    private static final int WITH_SINGLE_MASK_TOKEN = 4;

    private final int prompts;
    private final boolean multimask;
    private @Nullable MaskLogits result;

    /** @param prompts how many will be answered */
    MaskSelection(int prompts, boolean multimask) {
        this.prompts = prompts;
        this.multimask = multimask;
    }

    /**
     * Takes the answers of one call.
     *
     * @param indices of the prompts, in the order of the answers
     */
    void add(List<Integer> indices, MaskLogits answers) {
        boolean token = answers.masks() == WITH_SINGLE_MASK_TOKEN;
        int wanted = !multimask ? 1 : token ? answers.masks() - 1 : answers.masks();
        if (wanted == answers.masks() && indices.size() == prompts) {
            result = answers;
            return;
        }
        MaskLogits all = all(wanted, answers);
        int plane = answers.height() * answers.width();
        for (int i = 0; i < indices.size(); i++) {
            int first = token ? (multimask ? 1 : 0) : multimask ? 0 : best(answers, i);
            int target = indices.get(i) * wanted;
            int source = i * answers.masks() + first;
            all.logits().data().put(target * plane, answers.logits().data(), source * plane, wanted * plane);
            all.iou().data().put(target, answers.iou().data(), source, wanted);
        }
    }

    /** The answers to all prompts, which must all have been taken. */
    MaskLogits result() {
        if (result == null) {
            throw new IllegalStateException("no prompt was answered");
        }
        return result;
    }

    private MaskLogits all(int wanted, MaskLogits answers) {
        if (result == null) {
            long values = (long) prompts * wanted * answers.height() * answers.width();
            result = new MaskLogits(
                    Tensor.of(new float[Math.toIntExact(values)], prompts, wanted, answers.height(), answers.width()),
                    Tensor.of(new float[prompts * wanted], prompts, wanted));
        }
        if (result.masks() != wanted || result.height() != answers.height() || result.width() != answers.width()) {
            throw new ModelException("the decoder must answer all prompts with masks of one size, found "
                    + result.logits() + " and " + answers.logits());
        }
        return result;
    }

    /** The mask of highest predicted IoU, the first of equals. */
    private static int best(MaskLogits answers, int prompt) {
        int best = 0;
        for (int mask = 1; mask < answers.masks(); mask++) {
            if (answers.iou(prompt, mask) > answers.iou(prompt, best)) {
                best = mask;
            }
        }
        return best;
    }
}
