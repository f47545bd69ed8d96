package org.gsprelabel.inference;

import java.util.List;
import org.gsprelabel.model.ModelDescriptor;

/** Tells whoever asks for scores that a graph does not give. */
final class GraphThreshold {

    private GraphThreshold() {}

    /**
     * A sentence for the report; nothing where the graph gives what is asked for.
     *
     * @param asked least score of a detection
     */
    static List<String> notes(ModelDescriptor model, double asked) {
        double least = model.output().thresholdInGraph();
        return asked < least
                ? List.of("model '" + model.id() + "' drops scores below " + least + " itself: asking for " + asked
                        + " finds no more than that")
                : List.of();
    }
}
