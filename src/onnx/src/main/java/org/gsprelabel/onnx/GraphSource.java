package org.gsprelabel.onnx;

import java.nio.file.Path;
import java.util.Optional;
import org.gsprelabel.remote.RemoteSettings;

/** Where a graph of a package comes from. */
sealed interface GraphSource {

    /**
     * A file of the package.
     *
     * @param path the file, which exists
     * @param sha256 what the hash of the file must be, 64 lower-case hexadecimal digits; empty where nobody said
     */
    record ModelFile(Path path, Optional<String> sha256) implements GraphSource {}

    /** A model on an inference server. */
    record Server(RemoteSettings settings) implements GraphSource {}
}
