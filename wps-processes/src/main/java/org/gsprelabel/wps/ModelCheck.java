package org.gsprelabel.wps;

import java.util.List;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.model.ModelRepository.ModelEntry;

/** Loads models to see whether they are what their descriptors say. */
final class ModelCheck {

    private ModelCheck() {}

    /** All models, with the problems that only loading shows. */
    static List<ModelEntry> all(ModelRepository models) {
        return models.list().stream().map(entry -> checked(models, entry)).toList();
    }

    private static ModelEntry checked(ModelRepository models, ModelEntry entry) {
        if (!entry.problem().isEmpty()) {
            return entry;
        }
        try {
            return ModelEntry.of(models.get(entry.id()));
        } catch (ModelException e) {
            return new ModelEntry(entry.id(), entry.descriptor(), "", "", String.valueOf(e.getMessage()));
        }
    }
}
