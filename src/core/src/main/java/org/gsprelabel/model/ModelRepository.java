package org.gsprelabel.model;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The models that there are; all who use one at the same time share what is loaded. Safe for use by several threads. */
public interface ModelRepository extends AutoCloseable {

    /** What is found in the models directory, sorted by id, problems included. Loads no weights. */
    List<ModelEntry> list();

    /**
     * What the model of an id is. Loads no weights.
     *
     * @throws ModelException when there is no such model (the message lists those there are), or its descriptor cannot be
     *     used
     */
    ModelDescriptor descriptor(String id);

    /**
     * The model of an id, loaded and checked against its descriptor. It is held until the repository is closed, whatever else
     * needs its place; requests take a {@link #lease}.
     *
     * @throws ModelException when there is no such model (the message lists those there are), or it does not load
     */
    Model get(String id);

    /**
     * Loaded models for a request, which waits where all the places that there are for models are taken.
     *
     * @param ids of the models
     * @param caller whose turns their calls wait for
     * @throws ModelException as {@link #get}
     * @throws java.util.concurrent.CancellationException when the caller is cancelled, or the thread interrupted, while it waits
     */
    ModelLease lease(Collection<String> ids, Caller caller);

    /**
     * How many of the models need a place in the memory of this machine: each once, and those that run elsewhere none. Loads no
     * weights.
     *
     * @throws ModelException when there is no such model, or its descriptor cannot be used
     */
    default int places(Collection<String> ids) {
        return (int) ids.stream().distinct().count();
    }

    /**
     * As {@link #lease}, for whoever cannot wait: models that are not there in time may go on being loaded, so that whoever asks
     * next finds them. Here for models that take no time.
     *
     * @param patience how long to wait at most
     * @throws ModelsNotReadyException when the time is up
     */
    default ModelLease leaseWithin(Collection<String> ids, Caller caller, Duration patience) {
        return lease(ids, caller);
    }

    /**
     * Lets models go whose files have changed or are gone since they were loaded; whoever asks for one after that is given what
     * is there then. One that requests use is let go when the last of them has ended; requests that come before wait for that only where
     * there is no room for both.
     *
     * @throws ModelException when the models directory cannot be read
     */
    Reload reload();

    @Override
    void close();

    /**
     * What a reload has done.
     *
     * @param closed ids of the models that are gone, sorted
     * @param inUse ids of those that will be, sorted
     */
    record Reload(List<String> closed, List<String> inUse) {}

    /**
     * A model package as found.
     *
     * @param id name of the folder or file
     * @param descriptor what it is; empty where that cannot be read
     * @param device where it runs, when it is loaded; else empty
     * @param fallback why that is not where its descriptor asks for, one sentence, or empty
     * @param problem why it cannot be used, one sentence, or empty
     */
    record ModelEntry(String id, Optional<ModelDescriptor> descriptor, String device, String fallback, String problem) {

        /** A model that is loaded. */
        public static ModelEntry of(Model model) {
            return new ModelEntry(
                    model.descriptor().id(),
                    Optional.of(model.descriptor()),
                    model.device(),
                    String.join("; ", model.fallbacks()),
                    "");
        }
    }
}
