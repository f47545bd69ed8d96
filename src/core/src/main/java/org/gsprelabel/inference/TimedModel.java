package org.gsprelabel.inference;

import java.util.List;
import java.util.function.Supplier;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.sam.Embedding;
import org.gsprelabel.sam.EncoderInput;
import org.gsprelabel.sam.MaskLogits;
import org.gsprelabel.sam.MaskPrompt;
import org.gsprelabel.sam.PromptKinds;
import org.gsprelabel.sam.PromptableModel;
import org.gsprelabel.sam.Upscaling;

/** Books the time that a promptable model takes, and tells work around it from work in it. */
final class TimedModel implements PromptableModel {

    private final PromptableModel model;
    private final StageClock clock;

    /** Nanoseconds of the current thread that are booked. */
    private final ThreadLocal<Long> inside = ThreadLocal.withInitial(() -> 0L);

    TimedModel(PromptableModel model, StageClock clock) {
        this.model = model;
        this.clock = clock;
    }

    /** Runs work on the current thread and books as decoding what it takes outside the model. */
    <T> T timeAround(Supplier<T> work) {
        long before = inside.get();
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            long elapsed = System.nanoTime() - start;
            clock.add(Stage.DECODE, elapsed - (inside.get() - before));
            // So that work around this does not book it once more, where the executor runs it on the spot.
            inside.set(before + elapsed);
        }
    }

    @Override
    public EncoderInput prepare(FilledWindow window) {
        return timeInside(Stage.PREPARE, () -> model.prepare(window));
    }

    @Override
    public Embedding encode(EncoderInput input) {
        return timeInside(Stage.INFER, () -> model.encode(input));
    }

    @Override
    public MaskLogits decode(Embedding embedding, List<MaskPrompt> prompts, boolean multimask) {
        return timeInside(Stage.INFER, () -> model.decode(embedding, prompts, multimask));
    }

    private <T> T timeInside(Stage stage, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            long elapsed = System.nanoTime() - start;
            inside.set(inside.get() + elapsed);
            clock.add(stage, elapsed);
        }
    }

    @Override
    public int maxPrompts() {
        return model.maxPrompts();
    }

    @Override
    public Upscaling upscaling() {
        return model.upscaling();
    }

    @Override
    public PromptKinds kinds() {
        return model.kinds();
    }
}
