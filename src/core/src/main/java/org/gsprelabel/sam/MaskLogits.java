package org.gsprelabel.sam;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.gsprelabel.tensor.Tensor;

/**
 * The decoder's answer to B prompts: M masks for each, as logits on a grid that covers the whole encoder input, padding
 * included.
 *
 * @param logits {@code [B,M,h,w]}
 * @param iou predicted IoU of each mask, {@code [B,M]}
 */
public record MaskLogits(Tensor logits, Tensor iou) {

    public MaskLogits {
        if (logits.rank() != 4
                || iou.rank() != 2
                || logits.size(0) != iou.size(0)
                || logits.size(1) != iou.size(1)
                || logits.size(2) < 1
                || logits.size(3) < 1) {
            throw new IllegalArgumentException("masks must be logits [B, M, h, w] with predicted IoU [B, M], got "
                    + Arrays.toString(logits.shape()) + " with " + Arrays.toString(iou.shape()));
        }
    }

    /** B. */
    public int prompts() {
        return logits.size(0);
    }

    /** M. */
    public int masks() {
        return logits.size(1);
    }

    /** h. */
    public int height() {
        return logits.size(2);
    }

    /** w. */
    public int width() {
        return logits.size(3);
    }

    /** Predicted IoU of a mask. */
    public float iou(int prompt, int mask) {
        return iou.get(prompt * masks() + mask);
    }

    /** Logits of a mask, {@code [1,1,h,w]}, over the same memory: what a later prompt takes as its mask. */
    public Tensor plane(int prompt, int mask) {
        int size = height() * width();
        FloatBuffer data = logits.data().slice((prompt * masks() + mask) * size, size);
        return Tensor.of(data, 1, 1, height(), width());
    }
}
