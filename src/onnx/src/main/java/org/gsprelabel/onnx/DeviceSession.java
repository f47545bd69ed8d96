package org.gsprelabel.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import java.nio.file.Path;
import java.util.Optional;
import org.gsprelabel.onnx.DeviceSettings.Device;

/**
 * A session, and the device that it has come to run on.
 *
 * @param session not closed
 * @param device {@code CPU}, {@code CUDA:0}
 * @param fallback why it is not the device that was asked for, one sentence; empty where it is
 * @param gate what lets calls onto the device
 */
record DeviceSession(OpenSession session, String device, Optional<String> fallback, DeviceGate gate) {

    /**
     * Opens a session on the device that is asked for, and where that fails for whatever reason on the CPU: if the graph
     * is to blame, it fails there as well, and that error is the one to report.
     *
     * @throws org.gsprelabel.model.ModelException when the graph does not load on the CPU either
     */
    static DeviceSession open(String modelId, Path file, DeviceSettings settings, DeviceGates gates) {
        boolean cuda = settings.device() == Device.CUDA || (settings.device() == Device.AUTO && hasCuda());
        if (!cuda) {
            return onCpu(modelId, file, Optional.empty(), gates);
        }
        try {
            return new DeviceSession(
                    OnnxRuntime.openOnCuda(modelId, file, settings),
                    settings.cudaName(),
                    Optional.empty(),
                    gates.ofGpu(settings.deviceId()));
        } catch (OrtException e) {
            return onCpu(modelId, file, settings, OnnxRuntime.reason(e), gates);
        }
    }

    /**
     * Opens a session on the CPU in place of the device that is asked for.
     *
     * @param reason as the runtime says it
     */
    static DeviceSession onCpu(String modelId, Path file, DeviceSettings settings, String reason, DeviceGates gates) {
        return onCpu(
                modelId,
                file,
                Optional.of("model '" + modelId + "' runs on the CPU instead of " + settings.cudaName() + ": "
                        + withoutPlaces(reason)),
                gates);
    }

    /** True when the runtime on the class path has been built with CUDA; whether it works here is another question. */
    static boolean hasCuda() {
        OnnxRuntime.environment();
        return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    }

    private static DeviceSession onCpu(String modelId, Path file, Optional<String> fallback, DeviceGates gates) {
        return new DeviceSession(OnnxRuntime.open(modelId, file), "CPU", fallback, gates.ofCpu());
    }

    /** Clients need not know where the server keeps its libraries, nor how it is called. */
    static String withoutPlaces(String text) {
        return text.replaceAll("\\s*;\\s*hostname=[^;]*?(?=\\s*;|$)", "")
                .replaceAll("(?<![\\w.])(?:[A-Za-z]:)?[/\\\\](?:[^\\s/\\\\:]+[/\\\\])+", "");
    }
}
