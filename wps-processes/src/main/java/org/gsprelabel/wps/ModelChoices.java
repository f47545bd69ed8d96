package org.gsprelabel.wps;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelRepository;

/** Which models the inputs of processes may name, so that clients can show a list to choose from. */
public final class ModelChoices implements Function<String, List<String>> {

    private static final System.Logger LOGGER = System.getLogger(ModelChoices.class.getName());

    private final ModelRepository models;

    /** @param models as whoever is asking may see them */
    public ModelChoices(ModelRepository models) {
        this.models = models;
    }

    /**
     * Ids of the models that an input may name, sorted.
     *
     * @param input name of an input of any process
     * @return none where it names no models, there are none, or nobody can tell
     */
    @Override
    public List<String> apply(String input) {
        return switch (input) {
            case "model" -> ids(model -> true);
            case "segmenter" -> ids(ModelDescriptor::isPromptable);
            default -> List.of();
        };
    }

    /** A description must not fail because the models folder does: who runs the process will be told. */
    private List<String> ids(Predicate<ModelDescriptor> fits) {
        try {
            return models.list().stream()
                    .filter(entry -> entry.problem().isEmpty()
                            && entry.descriptor().filter(fits).isPresent())
                    .map(ModelRepository.ModelEntry::id)
                    .toList();
        } catch (ModelException e) {
            LOGGER.log(System.Logger.Level.WARNING, "models cannot be offered for choice", e);
            return List.of();
        }
    }
}
