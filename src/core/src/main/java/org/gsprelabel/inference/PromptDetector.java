package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gsprelabel.candidate.Origin;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.detect.Detection;
import org.gsprelabel.detect.Shape;
import org.gsprelabel.prompt.ObjectPrompt;
import org.gsprelabel.prompt.RoutedPrompts;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.sam.EncoderInput;
import org.gsprelabel.sam.MaskPrompt;
import org.gsprelabel.sam.PromptKinds;
import org.gsprelabel.tile.TileId;

/**
 * Answers the prompts of a window, each by one object that has the prompt's class, label and id, and the predicted IoU of its
 * mask as score. Windows without a prompt that can be asked are not embedded.
 */
final class PromptDetector implements WindowDetector {

    private final Segmenter segmenter;
    private final RoutedPrompts prompts;
    private final double minConfidence;
    private final StageClock clock;
    private final WindowPrompts windowPrompts;

    /**
     * @param modelId for messages
     * @throws IllegalArgumentException with one sentence when a prompt says what the model does not understand
     */
    PromptDetector(Segmenter segmenter, RoutedPrompts prompts, double minConfidence, String modelId, StageClock clock) {
        this.segmenter = segmenter;
        this.prompts = prompts;
        this.minConfidence = minConfidence;
        this.clock = clock;
        this.windowPrompts = new WindowPrompts(segmenter.kinds());
        prompts.tiles().forEach(tile -> prompts.of(tile).forEach(prompt -> requireUnderstood(prompt, modelId)));
    }

    @Override
    public List<String> classNames() {
        return prompts.classNames();
    }

    @Override
    public int batch() {
        return 1;
    }

    @Override
    public List<Found> detect(List<FilledWindow> windows) {
        return windows.stream().map(this::detect).toList();
    }

    private Found detect(FilledWindow window) {
        RejectionCounts rejections = new RejectionCounts();
        EncoderInput input = segmenter.prepare(window);
        TileId tile = prompts.tileAt(window.pixels().rect());
        List<ObjectPrompt> answered = new ArrayList<>();
        List<MaskPrompt> asked = new ArrayList<>();
        for (ObjectPrompt prompt : prompts.of(tile)) {
            Optional<MaskPrompt> understood =
                    clock.time(Stage.PREPARE, () -> windowPrompts.of(prompt, window, input.frame(), rejections));
            if (understood.isPresent()) {
                answered.add(prompt);
                asked.add(understood.get());
            }
        }
        if (asked.isEmpty()) {
            return new Found(List.of(), rejections);
        }
        List<Optional<Segmenter.Answer>> answers = segmenter.answer(segmenter.encode(input), asked, rejections);
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            ObjectPrompt prompt = answered.get(i);
            answers.get(i)
                    .flatMap(answer -> detection(prompt, answer, rejections))
                    .ifPresent(detections::add);
        }
        detections.sort(Comparator.comparingDouble(Detection::score).reversed());
        return new Found(detections, rejections);
    }

    private Optional<Detection> detection(ObjectPrompt prompt, Segmenter.Answer answer, RejectionCounts rejections) {
        if (answer.iou() < minConfidence) {
            rejections.add(Rejection.LOW_CONFIDENCE);
            return Optional.empty();
        }
        Origin origin = new Origin(prompt.label(), Optional.of(prompt.id()), OptionalDouble.empty());
        return Optional.of(new Detection(
                prompts.classNames().indexOf(prompt.className()),
                answer.iou(),
                new Shape.OfMask(answer.mask()),
                origin));
    }

    private void requireUnderstood(ObjectPrompt prompt, String modelId) {
        PromptKinds kinds = segmenter.kinds();
        if (prompt.outline().isPresent() && !kinds.boxes()) {
            throw new IllegalArgumentException("model '" + modelId + "' takes points only, prompt '" + prompt.id()
                    + "' is a box or polygon; give a point inside instead");
        }
        if (!kinds.backgroundPoints() && prompt.points().stream().anyMatch(point -> !point.foreground())) {
            throw new IllegalArgumentException("model '" + modelId + "' takes points on the object only, prompt '"
                    + prompt.id() + "' has a background point");
        }
        if (windowPrompts.mostPoints(prompt) > kinds.maxPoints()) {
            throw new IllegalArgumentException("model '" + modelId + "' takes at most " + kinds.maxPoints()
                    + " points for one object, the two corners of a box counted; prompt '" + prompt.id() + "' has "
                    + windowPrompts.mostPoints(prompt));
        }
    }
}
