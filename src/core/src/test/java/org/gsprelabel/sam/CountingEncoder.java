package org.gsprelabel.sam;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;

/** An encoder that hands back what it is fed with, doubled and negated, and counts its calls. */
final class CountingEncoder implements PromptableModel {

    final AtomicInteger calls = new AtomicInteger();
    private final Consumer<EncoderInput> before;

    CountingEncoder() {
        this(input -> {});
    }

    /**
     * @param before is called with each input before it is encoded
     */
    CountingEncoder(Consumer<EncoderInput> before) {
        this.before = before;
    }

    @Override
    public EncoderInput prepare(FilledWindow window) {
        float[] samples = window.pixels().samples();
        int width = window.pixels().rect().width();
        int height = window.pixels().rect().height();
        return new EncoderInput(
                Map.of("image", Tensor.of(samples.clone(), 1, window.pixels().bands(), height, width)),
                InputFrame.identity(width, height));
    }

    @Override
    public Embedding encode(EncoderInput input) {
        before.accept(input);
        calls.incrementAndGet();
        return new Embedding(Map.of("twice", times(input, 2), "minus", times(input, -1)), input.frame());
    }

    static Tensor times(EncoderInput input, float factor) {
        Tensor image = input.tensors().values().iterator().next();
        float[] values = values(image);
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return Tensor.of(values, image.shape());
    }

    static float[] values(Tensor tensor) {
        float[] values = new float[tensor.data().capacity()];
        tensor.data().get(0, values);
        return values;
    }

    /** An input of some values, [1, 1, 1, n]. */
    static EncoderInput input(float... values) {
        return new EncoderInput(
                Map.of("image", Tensor.of(values, 1, 1, 1, values.length)), InputFrame.identity(values.length, 1));
    }

    @Override
    public MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask) {
        throw new UnsupportedOperationException("this model has no decoder");
    }

    @Override
    public int maxPrompts() {
        return 3;
    }

    @Override
    public Upscaling upscaling() {
        return Upscaling.VIA_INPUT;
    }

    @Override
    public PromptKinds kinds() {
        return new PromptKinds(true, true, true, 5);
    }
}
