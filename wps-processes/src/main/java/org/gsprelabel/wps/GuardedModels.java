package org.gsprelabel.wps;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.Model;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.wps.rights.CallerRights;

/**
 * Models as clients may see them. Administrators see everything; for all others there are the models that can be used, without
 * where they run, and what is wrong with one is for the log.
 */
public final class GuardedModels implements ModelRepository {

    private final ModelRepository models;
    private final CallerRights rights;

    /**
     * @param models all of them
     * @param rights of whoever is asking
     */
    public GuardedModels(ModelRepository models, CallerRights rights) {
        this.models = models;
        this.rights = rights;
    }

    @Override
    public List<ModelEntry> list() {
        return rights.isAdministrator() ? models.list() : usable();
    }

    @Override
    public ModelDescriptor descriptor(String id) {
        return guarded(List.of(id), () -> models.descriptor(id));
    }

    @Override
    public Model get(String id) {
        return guarded(List.of(id), () -> models.get(id));
    }

    @Override
    public ModelLease lease(Collection<String> ids, Caller caller) {
        return guarded(ids, () -> models.lease(ids, caller));
    }

    @Override
    public int places(Collection<String> ids) {
        return guarded(ids, () -> models.places(ids));
    }

    @Override
    public ModelLease leaseWithin(Collection<String> ids, Caller caller, Duration patience) {
        return guarded(ids, () -> models.leaseWithin(ids, caller, patience));
    }

    /** @throws ModelException unless an administrator asks */
    @Override
    public Reload reload() {
        if (!rights.isAdministrator()) {
            throw new ModelException("models are reloaded for administrators alone");
        }
        return models.reload();
    }

    @Override
    public void close() {
        models.close();
    }

    private List<ModelEntry> usable() {
        return models.list().stream()
                .filter(entry -> entry.problem().isEmpty())
                .map(entry -> new ModelEntry(entry.id(), entry.descriptor(), "", "", ""))
                .toList();
    }

    private <T> T guarded(Collection<String> ids, Supplier<T> request) {
        try {
            return request.get();
        } catch (ModelException e) {
            throw rights.isAdministrator()
                    ? e
                    : new ModelException(String.valueOf(e.getMessage()), publicSentence(ids), e);
        }
    }

    /** A model that cannot be used is not there; of one that only loading shows to be wrong, no more than that is said. */
    private String publicSentence(Collection<String> ids) {
        List<String> there = usable().stream().map(ModelEntry::id).toList();
        for (String id : ids) {
            if (!there.contains(id)) {
                return "no model '" + id + "'; available: " + (there.isEmpty() ? "none" : String.join(", ", there));
            }
        }
        return "model '" + String.join("' or '", ids) + "' cannot be used now; the server's log has the reason";
    }
}
