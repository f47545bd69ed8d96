package org.gsprelabel.onnx;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.Role;

/**
 * A model package, read but not loaded.
 *
 * @param descriptor what the model is
 * @param graphs the {@code .onnx} files by role
 */
record ModelPackage(ModelDescriptor descriptor, Map<Role, ModelFile> graphs) {

    ModelPackage {
        graphs = new EnumMap<>(graphs);
    }

    /** The file of a role. */
    ModelFile graph(Role role) {
        return Optional.ofNullable(graphs.get(role)).orElseThrow();
    }

    /**
     * A file of a package.
     *
     * @param path the file, which exists
     * @param sha256 what the hash of the file must be, 64 lower-case hexadecimal digits; empty where nobody said
     */
    record ModelFile(Path path, Optional<String> sha256) {}
}
