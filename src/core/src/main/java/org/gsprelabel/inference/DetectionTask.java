package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.model.Model;
import org.gsprelabel.prompt.RoutedPrompts;
import org.gsprelabel.sam.MaskGeneratorParameters;

/**
 * What a request wants found.
 *
 * @param model that finds it
 * @param minConfidence least score of a detection, 0..1
 * @param prompts of single objects, for a model that answers such
 * @param segmenter that makes masks of what the model finds
 * @param maskGenerator how a model that answers prompts looks for everything when there are none; empty for its defaults
 */
public record DetectionTask(
        Model model,
        double minConfidence,
        Optional<RoutedPrompts> prompts,
        Optional<Model> segmenter,
        Optional<MaskGeneratorParameters> maskGenerator) {

    public DetectionTask {
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new IllegalArgumentException("minConfidence must be from 0 to 1, got " + minConfidence);
        }
    }

    /** Of a model that needs to be told nothing. */
    public DetectionTask(Model model, double minConfidence) {
        this(model, minConfidence, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The models as the {@code model} attribute of a feature has them: {@code detector@hash} or {@code detector@hash+segmenter@hash}. */
    public String label() {
        return model.label() + segmenter.map(masks -> "+" + masks.label()).orElse("");
    }

    /** Numbers of the bands that windows are read with: those of the model, then what the segmenter needs besides. */
    public List<Integer> bands() {
        List<Integer> bands = new ArrayList<>(model.descriptor().image().bands());
        segmenter.ifPresent(masks -> masks.descriptor().image().bands().stream()
                .filter(band -> !bands.contains(band))
                .distinct()
                .forEach(bands::add));
        return bands;
    }

    /** The same task, for prompts. */
    public DetectionTask withPrompts(RoutedPrompts given) {
        return new DetectionTask(model, minConfidence, Optional.of(given), segmenter, maskGenerator);
    }

    /** The same task, with masks of another model. */
    public DetectionTask withSegmenter(Model masks) {
        return new DetectionTask(model, minConfidence, prompts, Optional.of(masks), maskGenerator);
    }

    /** The same task, for a model that looks for everything. */
    public DetectionTask withMaskGenerator(MaskGeneratorParameters parameters) {
        return new DetectionTask(model, minConfidence, prompts, segmenter, Optional.of(parameters));
    }
}
