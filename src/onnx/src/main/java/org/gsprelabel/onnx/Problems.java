package org.gsprelabel.onnx;

import java.nio.file.Path;
import org.gsprelabel.model.ModelException;
import org.jspecify.annotations.Nullable;

/** How errors of this package are worded. */
final class Problems {

    private Problems() {}

    static ModelException of(String modelId, String problem) {
        return new ModelException("model '" + modelId + "': " + problem);
    }

    static ModelException of(String modelId, String problem, Throwable cause) {
        return new ModelException("model '" + modelId + "': " + problem, cause);
    }

    /** What an exception says, on one line; its type where it says nothing. */
    static String sentence(Throwable problem) {
        @Nullable String message = problem.getMessage();
        if (message == null || message.isBlank()) {
            Throwable cause = problem.getCause();
            return cause == null ? problem.getClass().getSimpleName() : sentence(cause);
        }
        return message.replaceAll("\\s+", " ").strip();
    }

    /** The last name of a path: clients need not know where the server keeps its files. */
    static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
