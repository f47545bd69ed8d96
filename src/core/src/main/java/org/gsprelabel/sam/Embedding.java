package org.gsprelabel.sam;

import java.util.Map;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/**
 * What the image encoder makes of one window. May be shared by threads and outlive the call that made it.
 *
 * @param tensors what the decoder needs of the image, by the names of the decoder's inputs; owned by the embedding, never
 *     changed and never views of memory that is used again
 * @param frame how the window lies in the encoder's input, which low-resolution logits cover as a whole
 */
public record Embedding(Map<String, Tensor> tensors, InputFrame frame) {

    public Embedding {
        tensors = Map.copyOf(tensors);
    }
}
