package org.gsprelabel.onnx;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.Role;
import org.gsprelabel.onnx.GraphSource.ModelFile;

/**
 * A model package, read but not loaded.
 *
 * @param descriptor what the model is
 * @param graphs where its graphs come from, by role
 * @param device where those of them run that do not run on a server
 * @param tokenizer the {@code tokenizer.json} of a model that takes text
 */
record ModelPackage(
        ModelDescriptor descriptor,
        Map<Role, GraphSource> graphs,
        DeviceSettings device,
        Optional<ModelFile> tokenizer) {

    /** How descriptors name the file of the tokenizer. */
    static final String TOKENIZER = "tokenizer";

    ModelPackage {
        graphs = new EnumMap<>(graphs);
    }

    /** A package without a tokenizer. */
    ModelPackage(ModelDescriptor descriptor, Map<Role, GraphSource> graphs, DeviceSettings device) {
        this(descriptor, graphs, device, Optional.empty());
    }

    /** Where the graph of a role comes from. */
    GraphSource graph(Role role) {
        return Optional.ofNullable(graphs.get(role)).orElseThrow();
    }

    /** True when nothing of it runs here. */
    boolean isServed() {
        return graphs.values().stream().allMatch(GraphSource.Server.class::isInstance);
    }
}
