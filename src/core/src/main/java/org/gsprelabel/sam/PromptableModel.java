package org.gsprelabel.sam;

import java.util.List;
import org.gsprelabel.model.ModelException;

/**
 * A model that segments what a prompt points at: one adapter for each way to export one. Safe for use by several threads;
 * equal calls give equal answers, and the answer to a prompt does not depend on the others of the call.
 *
 * <p>Encoding takes seconds and decoding milliseconds, so they are steps of their own.
 */
public interface PromptableModel extends WindowEncoder {

    /**
     * Answers prompts on an embedded window.
     *
     * @param prompts from 1 to {@link #maxPrompts}, of the {@link #kinds} that the model understands
     * @param multimask true for the multi-mask set of each prompt in the model's order; false for one mask each: that of
     *     the single-mask token, or the one of highest predicted IoU where the export has no such token
     * @throws IllegalArgumentException when there are too many prompts, or one is not understood
     * @throws ModelException when the runtime refuses the tensors or fails
     */
    MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask);

    /** Most prompts in one call of {@link #decode}; 1 where the export fixes its batch. */
    int maxPrompts();

    /** How the logits reach the window. */
    Upscaling upscaling();

    /** What may be asked. */
    PromptKinds kinds();
}
