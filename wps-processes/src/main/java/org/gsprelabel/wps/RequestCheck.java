package org.gsprelabel.wps;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gsprelabel.candidate.ConfidenceThresholds;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.model.FrozenVocabulary;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.text.Phrase;
import org.gsprelabel.text.TextPrompt;

/** Refuses requests whose inputs contradict each other or the model. */
final class RequestCheck {

    private RequestCheck() {}

    /**
     * Refuses models that cannot do what they are asked for.
     *
     * @throws IllegalArgumentException with one sentence
     */
    static void check(PreLabelRequest request, ModelDescriptor model, Optional<ModelDescriptor> segmenter) {
        boolean promptable = model.isPromptable();
        if (request.prompts().isPresent() && !promptable) {
            throw new IllegalArgumentException("prompts are for models that answer them, model " + named(model)
                    + " finds objects by itself; leave prompts away, or choose another model");
        }
        if (request.prompt().isPresent() && request.prompts().isPresent()) {
            throw new IllegalArgumentException(
                    "give prompt or prompts, not both: prompt is a text for a model that takes"
                            + " text, and prompts say where single objects are");
        }
        if (request.prompts().isPresent() && segmenter.isPresent()) {
            throw new IllegalArgumentException(
                    "give prompts or a segmenter, not both: a segmenter makes masks of what a"
                            + " detector finds, and prompts say themselves where objects are");
        }
        if (segmenter.isPresent() && !segmenter.get().isPromptable()) {
            throw new IllegalArgumentException(
                    "segmenter must be a model that answers prompts, got " + named(segmenter.get()));
        }
        if (request.maskGenerator().isPresent()
                && (!promptable || request.prompts().isPresent())) {
            throw new IllegalArgumentException(
                    "maskGenerator says how a model that answers prompts looks for everything"
                            + " when there are none; "
                            + (promptable
                                    ? "leave it or the prompts away"
                                    : "model " + named(model) + " is no such model"));
        }
        if (request.merge().strategy() == MergeStrategy.WEIGHTED
                && (segmenter.isPresent() || !model.family().findsBoxes())) {
            throw new IllegalArgumentException("merge WEIGHTED is for models that find boxes along rows and columns, "
                    + (segmenter.isPresent()
                            ? "and a segmenter makes masks of them"
                            : "model " + named(model) + " does not")
                    + "; UNION, BEST and LARGEST take any shape");
        }
        if (request.maskCleaning().isPresent()
                && segmenter.isEmpty()
                && !model.family().hasMasks()) {
            throw new IllegalArgumentException("maskCleaning is for masks, but model " + named(model)
                    + " finds boxes; leave it away, or give a segmenter that makes masks of them");
        }
        if (segmenter.isPresent() && promptable) {
            throw new IllegalArgumentException("a segmenter makes masks of what a detector finds, but model "
                    + named(model) + " is no detector; leave segmenter away, or choose another model");
        }
    }

    /**
     * The classes that a request wants: those that it names and, where the model's vocabulary was fixed when it was exported,
     * those that its prompt means.
     *
     * @throws IllegalArgumentException with one sentence when the prompt means no class of the model, or cannot be held
     *     against it, or means none of the classes that are named
     */
    static Set<String> wantedClasses(PreLabelRequest request, ModelDescriptor model) {
        if (request.prompt().isEmpty() || !model.family().hasFrozenVocabulary()) {
            return request.classes();
        }
        TextPrompt prompt = request.prompt().get();
        for (Phrase phrase : prompt.phrases()) {
            if (phrase.threshold().isPresent()) {
                throw new IllegalArgumentException(
                        "prompt must have no threshold for single phrases where the vocabulary of"
                                + " the model is fixed, got one for '" + phrase.name() + "'; use minConfidence");
            }
        }
        Set<String> meant = new TreeSet<>(new FrozenVocabulary(model.classes()).select(prompt.names()));
        if (!request.classes().isEmpty()) {
            meant.retainAll(request.classes());
            if (meant.isEmpty()) {
                throw new IllegalArgumentException("classes must be among what the prompt means, got "
                        + new TreeSet<>(request.classes()) + " for '" + prompt.text() + "'");
            }
        }
        return meant;
    }

    /**
     * Refuses classes that nothing can have.
     *
     * @param whose what has the classes, for the message
     */
    static void requireClasses(PreLabelRequest request, List<String> classes, String whose) {
        requireKnown("classes ", request.classes(), classes, whose);
        requireKnown("classes of classConfidence ", request.classConfidence().keySet(), classes, whose);
    }

    private static void requireKnown(String what, Set<String> named, List<String> known, String whose) {
        TreeSet<String> unknown = new TreeSet<>(named);
        known.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(what + unknown + " are not known to " + whose + "; it has " + known);
        }
    }

    /**
     * The least score of each class that a request asks for.
     *
     * @param general what the request, or else the model, asks of all classes
     * @throws IllegalArgumentException with one sentence when prompt and classConfidence both say it of one class
     */
    static ConfidenceThresholds thresholds(PreLabelRequest request, double general, Optional<TextPrompt> text) {
        Map<String, Double> byClass = new HashMap<>(request.classConfidence());
        for (Phrase phrase : text.map(TextPrompt::phrases).orElse(List.of())) {
            if (phrase.threshold().isPresent()
                    && byClass.put(phrase.name(), phrase.threshold().getAsDouble()) != null) {
                throw new IllegalArgumentException(
                        "give the least score of '" + phrase.name() + "' in prompt or in classConfidence, not in both");
            }
        }
        return new ConfidenceThresholds(general, byClass);
    }

    private static String named(ModelDescriptor model) {
        return "'" + model.id() + "' of the family " + model.family().id();
    }
}
