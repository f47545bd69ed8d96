package org.gsprelabel.inference;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/**
 * What some exports of transformers want to know of an image: its size as (W, H), so that boxes come in its pixels, and
 * which pixels are no padding.
 *
 * @param sizeInput name of the input that takes the size, where there is one
 * @param pixelMask input that says what is no padding, where there is one
 */
record DetrInputs(Optional<String> sizeInput, Optional<OutputSpec.PixelMask> pixelMask) implements SideInputs {

    @Override
    public Map<String, Tensor> of(List<InputFrame> frames, int items) {
        Map<String, Tensor> inputs = new HashMap<>();
        sizeInput.ifPresent(name -> inputs.put(name, sizes(frames, items)));
        pixelMask.ifPresent(mask -> inputs.put(mask.name(), ones(mask, frames.get(0), items)));
        return inputs;
    }

    /** Items without a window have the size of the first. */
    private static Tensor sizes(List<InputFrame> frames, int items) {
        float[] sizes = new float[2 * items];
        for (int item = 0; item < items; item++) {
            InputFrame frame = frames.get(item < frames.size() ? item : 0);
            sizes[2 * item] = frame.windowWidth();
            sizes[2 * item + 1] = frame.windowHeight();
        }
        return Tensor.of(sizes, items, 2);
    }

    private static Tensor ones(OutputSpec.PixelMask mask, InputFrame frame, int items) {
        int height = mask.size() > 0 ? mask.size() : frame.inputHeight();
        int width = mask.size() > 0 ? mask.size() : frame.inputWidth();
        float[] ones = new float[items * height * width];
        Arrays.fill(ones, 1);
        return Tensor.of(ones, items, height, width);
    }
}
