package org.gsprelabel.model;

import java.util.List;

/** The models that there are; loads each once and keeps it until closed. Safe for use by several threads. */
public interface ModelRepository extends AutoCloseable {

    /** What is found in the models directory, sorted by id, problems included. Loads no weights. */
    List<ModelEntry> list();

    /**
     * The model of an id, loaded and checked against its descriptor.
     *
     * @throws ModelException when there is no such model (the message lists those there are), or it does not load
     */
    Model get(String id);

    @Override
    void close();

    /**
     * A model package as found.
     *
     * @param id name of the folder or file
     * @param title of the descriptor, or empty
     * @param family id of the family, or empty
     * @param classes of the descriptor
     * @param licence name of the licence of the weights, or empty
     * @param problem why it cannot be used, or empty
     */
    record ModelEntry(String id, String title, String family, List<String> classes, String licence, String problem) {
        public ModelEntry {
            classes = List.copyOf(classes);
        }
    }
}
