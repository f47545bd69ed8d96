package org.gsprelabel.wps;

import java.util.List;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.model.ModelRepository.ModelEntry;

/** Loads models to see whether they are what their descriptors say. */
final class ModelCheck {

    private ModelCheck() {}

    /** All models, with the problems that only loading shows. */
    static List<ModelEntry> all(ModelRepository models, Caller caller) {
        return models.list().stream()
                .map(entry -> checked(models, entry, caller))
                .toList();
    }

    private static ModelEntry checked(ModelRepository models, ModelEntry entry, Caller caller) {
        if (!entry.problem().isEmpty()) {
            return entry;
        }
        try (ModelLease lease = models.lease(List.of(entry.id()), caller)) {
            return ModelEntry.of(lease.model(entry.id()));
        } catch (ModelException e) {
            return new ModelEntry(entry.id(), entry.descriptor(), "", "", String.valueOf(e.getMessage()));
        }
    }
}
