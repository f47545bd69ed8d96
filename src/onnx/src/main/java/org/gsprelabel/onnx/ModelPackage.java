package org.gsprelabel.onnx;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.Role;

/**
 * A model package, read but not loaded.
 *
 * @param descriptor what the model is
 * @param graphs where its graphs come from, by role
 * @param device where those of them run that do not run on a server
 */
record ModelPackage(ModelDescriptor descriptor, Map<Role, GraphSource> graphs, DeviceSettings device) {

    ModelPackage {
        graphs = new EnumMap<>(graphs);
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
