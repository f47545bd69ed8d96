package org.gsprelabel.sam;

import java.util.List;
import java.util.Map;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/** Writes prompts as the tensors of a decoder: one class for each layout. Stateless. */
interface PromptTensors {

    /** What the layout can say. */
    PromptKinds kinds();

    /**
     * Most prompts of one call.
     *
     * @param declared most that the graph takes
     * @param masked whether the prompts have masks
     */
    int maxPrompts(int declared, boolean masked);

    /**
     * Inputs of the decoder beside the embedding.
     *
     * @param prompts alike: all with as many points, all or none with a box, all or none with a mask
     * @param frame of the embedding
     */
    Map<String, Tensor> write(List<MaskPrompt> prompts, InputFrame frame);
}
