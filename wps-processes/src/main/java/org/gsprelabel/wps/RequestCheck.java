package org.gsprelabel.wps;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.gsprelabel.model.Model;

/** Refuses requests whose inputs contradict each other or the model. */
final class RequestCheck {

    private RequestCheck() {}

    /**
     * Refuses models that cannot do what they are asked for.
     *
     * @throws IllegalArgumentException with one sentence
     */
    static void check(PreLabelRequest request, Model model, Optional<Model> segmenter) {
        boolean promptable = model.descriptor().isPromptable();
        if (request.prompts().isPresent() && !promptable) {
            throw new IllegalArgumentException("prompts are for models that answer them, model " + named(model)
                    + " finds objects by itself; leave prompts away, or choose another model");
        }
        if (request.prompts().isPresent() && segmenter.isPresent()) {
            throw new IllegalArgumentException(
                    "give prompts or a segmenter, not both: a segmenter makes masks of what a"
                            + " detector finds, and prompts say themselves where objects are");
        }
        if (segmenter.isPresent() && !segmenter.get().descriptor().isPromptable()) {
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
        if (segmenter.isPresent() && promptable) {
            throw new IllegalArgumentException("a segmenter makes masks of what a detector finds, but model "
                    + named(model) + " is no detector; leave segmenter away, or choose another model");
        }
    }

    /**
     * Refuses classes that nothing can have.
     *
     * @param whose what has the classes, for the message
     */
    static void requireClasses(PreLabelRequest request, List<String> classes, String whose) {
        TreeSet<String> unknown = new TreeSet<>(request.classes());
        classes.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "classes " + unknown + " are not known to " + whose + "; it has " + classes);
        }
    }

    private static String named(Model model) {
        return "'" + model.descriptor().id() + "' of the family "
                + model.descriptor().family().id();
    }
}
