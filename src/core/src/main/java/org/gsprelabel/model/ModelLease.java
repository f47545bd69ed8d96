package org.gsprelabel.model;

import java.util.Map;

/** Loaded models for the time of a request. None of them is closed before the lease is. */
public final class ModelLease implements AutoCloseable {

    private final Map<String, Model> models;
    private final Runnable end;
    private boolean ended;

    /**
     * @param models by their ids
     * @param end gives them back; called once
     */
    public ModelLease(Map<String, Model> models, Runnable end) {
        this.models = Map.copyOf(models);
        this.end = end;
    }

    /**
     * The model of an id.
     *
     * @throws IllegalArgumentException when the lease is not for it
     */
    public Model model(String id) {
        Model model = models.get(id);
        if (model == null) {
            throw new IllegalArgumentException("the lease is for " + models.keySet() + ", not for '" + id + "'");
        }
        return model;
    }

    /** Gives the models back. */
    @Override
    public synchronized void close() {
        if (!ended) {
            ended = true;
            end.run();
        }
    }
}
