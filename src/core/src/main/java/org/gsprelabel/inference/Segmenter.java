package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.sam.CallThreads;
import org.gsprelabel.sam.Embedding;
import org.gsprelabel.sam.EncoderInput;
import org.gsprelabel.sam.MaskLogits;
import org.gsprelabel.sam.MaskPrompt;
import org.gsprelabel.sam.MaskUpscaler;
import org.gsprelabel.sam.PromptKinds;
import org.gsprelabel.sam.PromptableModel;
import org.gsprelabel.vectorize.BitMask;

/**
 * Makes one mask for each prompt. A single point is ambiguous, so of its multi-mask set the mask of highest predicted IoU is
 * taken; a box or several points say enough, and the single-mask token answers them (A. Kirillov et al., "Segment Anything",
 * appendix A, and the reference predictor). Safe for use by several threads.
 */
final class Segmenter {

    /** Prompts of one call, by their places among those of the window. */
    private record Call(List<Integer> places, boolean multimask) {}

    private record Outcome(List<Optional<Answer>> answers, RejectionCounts rejections) {}

    /** Most prompts in one call, as the reference's generator has it: the memory of a call goes with their number. */
    static final int MOST_AT_ONCE = 64;

    /**
     * A mask of a prompt.
     *
     * @param mask pixels of the window, at least one
     * @param iou predicted IoU, 0..1
     */
    record Answer(BitMask mask, double iou) {}

    private final PromptableModel model;
    private final CallThreads threads;
    private final StageClock clock;

    /** @param threads that calls of the decoder run on */
    Segmenter(PromptableModel model, CallThreads threads, StageClock clock) {
        this.model = model;
        this.threads = threads;
        this.clock = clock;
    }

    /** What may be asked. */
    PromptKinds kinds() {
        return model.kinds();
    }

    /** What the encoder is fed with; says how the window lies in it before the encoder runs. */
    EncoderInput prepare(FilledWindow window) {
        return clock.time(Stage.PREPARE, () -> model.prepare(window));
    }

    /** Runs the encoder. */
    Embedding encode(EncoderInput input) {
        return clock.time(Stage.INFER, () -> model.encode(input));
    }

    /**
     * Answers in the order of the prompts, empty where there is none.
     *
     * @param rejections where the reasons are counted: no pixel, or a number that is none
     */
    List<Optional<Answer>> answer(Embedding embedding, List<MaskPrompt> prompts, RejectionCounts rejections) {
        List<Integer> ambiguous = new ArrayList<>();
        List<Integer> clear = new ArrayList<>();
        List<Optional<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            answers.add(Optional.empty());
            boolean isPoint =
                    prompts.get(i).points().size() == 1 && prompts.get(i).box().isEmpty();
            (isPoint ? ambiguous : clear).add(i);
        }
        List<Call> calls = new ArrayList<>();
        addCalls(ambiguous, true, calls);
        addCalls(clear, false, calls);
        List<Outcome> outcomes = threads.share(calls.size(), () -> {
            MaskUpscaler upscaler = new MaskUpscaler(model.upscaling(), embedding.frame());
            return call -> outcome(embedding, prompts, calls.get(call), upscaler);
        });
        for (int call = 0; call < calls.size(); call++) {
            List<Integer> places = calls.get(call).places;
            for (int i = 0; i < places.size(); i++) {
                answers.set(places.get(i), outcomes.get(call).answers.get(i));
            }
            rejections.addAll(outcomes.get(call).rejections);
        }
        return answers;
    }

    private void addCalls(List<Integer> places, boolean multimask, List<Call> calls) {
        int most = Math.min(MOST_AT_ONCE, model.maxPrompts());
        for (int from = 0; from < places.size(); from += most) {
            calls.add(new Call(places.subList(from, Math.min(from + most, places.size())), multimask));
        }
    }

    private Outcome outcome(Embedding embedding, List<MaskPrompt> prompts, Call call, MaskUpscaler upscaler) {
        List<MaskPrompt> asked = call.places.stream().map(prompts::get).toList();
        MaskLogits logits = clock.time(Stage.INFER, () -> model.decode(embedding, asked, call.multimask));
        Outcome outcome = new Outcome(new ArrayList<>(), new RejectionCounts());
        for (int i = 0; i < asked.size(); i++) {
            int prompt = i;
            outcome.answers.add(clock.time(Stage.DECODE, () -> read(logits, prompt, upscaler, outcome.rejections)));
        }
        return outcome;
    }

    private static Optional<Answer> read(
            MaskLogits logits, int prompt, MaskUpscaler upscaler, RejectionCounts rejections) {
        int best = best(logits, prompt);
        if (!Float.isFinite(logits.iou(prompt, best)) || !MaskUpscaler.isFinite(logits, prompt, best)) {
            rejections.add(Rejection.NOT_FINITE);
            return Optional.empty();
        }
        Optional<BitMask> mask = upscaler.mask(logits, prompt, best);
        if (mask.isEmpty()) {
            rejections.add(Rejection.EMPTY_SHAPE);
        }
        // An estimate, and no probability: it leaves the range now and then.
        return mask.map(pixels -> new Answer(pixels, Math.max(0, Math.min(1, logits.iou(prompt, best)))));
    }

    /** The mask of highest predicted IoU, the first of equal ones; one that is no number is never higher. */
    private static int best(MaskLogits logits, int prompt) {
        int best = 0;
        for (int mask = 1; mask < logits.masks(); mask++) {
            if (logits.iou(prompt, mask) > logits.iou(prompt, best) || Float.isNaN(logits.iou(prompt, best))) {
                best = mask;
            }
        }
        return best;
    }
}
