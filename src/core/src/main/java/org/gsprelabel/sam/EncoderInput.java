package org.gsprelabel.sam;

import java.util.Map;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/**
 * What the image encoder is fed with for one window. The embedding follows from the tensors alone, so their content can
 * name it.
 *
 * @param tensors inputs of the encoder by name; not changed any more
 * @param frame how the window lies in the encoder's input
 */
public record EncoderInput(Map<String, Tensor> tensors, InputFrame frame) {

    public EncoderInput {
        tensors = Map.copyOf(tensors);
    }
}
