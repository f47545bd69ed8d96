package org.gsprelabel.onnx;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.tensor.Tensor;

/**
 * How a run that failed is told: to who runs the server with all that is known, to clients with what they can do about it. The runtime
 * says on which device it was, on which host and in which line of its source.
 */
final class FailedRun {

    private static final String IN_LOG = "; the server's log has the reason";

    private FailedRun() {}

    /**
     * What the runtime refused, or could not do.
     *
     * @param inputs of the run
     * @param device it was on
     */
    static ModelException of(String modelId, Map<String, Tensor> inputs, String device, OrtException problem) {
        String reason = OnnxRuntime.reason(problem);
        return switch (RuntimeFailure.of(problem)) {
            case OUT_OF_MEMORY ->
                of(
                        modelId,
                        shapes(inputs) + " is too large for the memory of " + device + ", take smaller tiles: "
                                + reason,
                        ": its tiles are too large for the memory of this server; take a smaller tileSize or a smaller"
                                + " batch",
                        problem);
            case DEVICE_BROKEN ->
                of(
                        modelId,
                        device + " cannot be used any more by this process, restart it: " + reason,
                        " cannot run again before this server is restarted",
                        problem);
            default -> of(modelId, shapes(inputs) + " failed: " + reason, " failed while it ran", problem);
        };
    }

    /** A session that was lost and cannot be opened again. */
    static ModelException lost(String modelId, ModelException problem) {
        return new ModelException(
                String.valueOf(problem.getMessage()), "model '" + modelId + "' failed while it ran" + IN_LOG, problem);
    }

    private static ModelException of(String modelId, String problem, String forClients, OrtException cause) {
        return new ModelException(
                "model '" + modelId + "': " + problem, "model '" + modelId + "'" + forClients + IN_LOG, cause);
    }

    /** {@code input 'image' [1, 3, 64, 64]}. */
    private static String shapes(Map<String, Tensor> inputs) {
        return new TreeMap<>(inputs)
                .entrySet().stream()
                        .map(entry -> "input '" + entry.getKey() + "' "
                                + Arrays.toString(entry.getValue().shape()))
                        .collect(Collectors.joining(", "));
    }
}
