package org.gsprelabel.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.NmsRules;
import org.gsprelabel.prompt.RoutedPrompts;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.sam.MaskGeneratorParameters;
import org.gsprelabel.text.TextPrompt;

/**
 * What a request wants found.
 *
 * @param model that finds it
 * @param minConfidence least score of a detection, 0..1
 * @param text what an open-vocabulary model is asked for; where none is given, the classes of its descriptor. Empty for all
 *     other models
 * @param prompts of single objects, for a model that answers such
 * @param segmenter that makes masks of what the model finds
 * @param maskGenerator how a model that answers prompts looks for everything when there are none; empty for its defaults
 * @param nms which objects of one tile are the same; empty for the rules of the model
 * @param embeddings where embeddings are remembered; never changes what is found
 */
public record DetectionTask(
        Model model,
        double minConfidence,
        Optional<TextPrompt> text,
        Optional<RoutedPrompts> prompts,
        Optional<Model> segmenter,
        Optional<MaskGeneratorParameters> maskGenerator,
        Optional<NmsRules> nms,
        Optional<EmbeddingCache> embeddings) {

    /**
     * @throws IllegalArgumentException with one sentence when the model takes no text, or needs one
     */
    public DetectionTask {
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new IllegalArgumentException("minConfidence must be from 0 to 1, got " + minConfidence);
        }
        requireText(model.descriptor(), text.isPresent());
        if (text.isEmpty() && model.descriptor().family().isOpenVocabulary()) {
            text = Optional.of(TextPrompt.of(model.descriptor().classes()));
        }
    }

    /**
     * Refuses a text for a model that takes none, and to do without one where it is needed.
     *
     * @throws IllegalArgumentException with one sentence
     */
    public static void requireText(ModelDescriptor model, boolean isGiven) {
        boolean takesText = model.family().isOpenVocabulary();
        if (isGiven && !takesText) {
            throw new IllegalArgumentException("prompt is for models that take text, model '" + model.id()
                    + "' of the family " + model.family().id()
                    + " takes none; leave prompt away, or choose another model");
        }
        if (!isGiven && takesText && model.classes().isEmpty()) {
            throw new IllegalArgumentException("model '" + model.id()
                    + "' needs a prompt: phrases that end with a period, such as 'solar panel. crane.'");
        }
    }

    /** Of a model that needs to be told nothing. */
    public DetectionTask(Model model, double minConfidence) {
        this(
                model,
                minConfidence,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A task for a text, where there is one. */
    public static DetectionTask of(Model model, double minConfidence, Optional<TextPrompt> text) {
        return new DetectionTask(
                model,
                minConfidence,
                text,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Names of what is looked for. */
    public List<String> classNames() {
        return text.map(TextPrompt::names).orElse(model.descriptor().classes());
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
        return new DetectionTask(
                model, minConfidence, text, Optional.of(given), segmenter, maskGenerator, nms, embeddings);
    }

    /** The same task, with masks of another model. */
    public DetectionTask withSegmenter(Model masks) {
        return new DetectionTask(
                model, minConfidence, text, prompts, Optional.of(masks), maskGenerator, nms, embeddings);
    }

    /** The same task, for a model that looks for everything. */
    public DetectionTask withMaskGenerator(MaskGeneratorParameters parameters) {
        return new DetectionTask(
                model, minConfidence, text, prompts, segmenter, Optional.of(parameters), nms, embeddings);
    }

    /** The same task, with other rules of what is the same object in a tile. */
    public DetectionTask withNms(NmsRules rules) {
        return new DetectionTask(
                model, minConfidence, text, prompts, segmenter, maskGenerator, Optional.of(rules), embeddings);
    }

    /** The task's rules of non-maximum suppression, or those of the model; empty where there is nothing to suppress. */
    Optional<NmsRules> suppression() {
        return nms.or(model.descriptor()::nms);
    }

    /** The same task, with a memory for embeddings. */
    public DetectionTask withEmbeddings(EmbeddingCache cache) {
        return new DetectionTask(
                model, minConfidence, text, prompts, segmenter, maskGenerator, nms, Optional.of(cache));
    }
}
