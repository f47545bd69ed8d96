package org.gsprelabel.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.gsprelabel.tensor.Tensor;

/** A graph in a session of ONNX Runtime. */
final class OrtGraph implements GraphSession {

    private final String modelId;
    private final DeviceSession opened;
    private final ModelSignature signature;
    /** Names in the graph of the outputs wanted, by the names that the descriptor has for them. */
    private final Map<String, String> outputs;

    OrtGraph(String modelId, DeviceSession opened, ModelSignature signature, Map<String, String> outputs) {
        this.modelId = modelId;
        this.opened = opened;
        this.signature = signature;
        this.outputs = outputs;
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) throws OrtException {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (TensorDeclaration input : signature.inputs()) {
                Tensor tensor = inputs.get(input.name());
                if (tensor != null) {
                    tensors.put(input.name(), TensorConversion.toRuntime(tensor, input.type()));
                }
            }
            try (OrtSession.Result result = opened.session().get().run(tensors, new TreeSet<>(outputs.values()))) {
                Map<String, Tensor> answers = new LinkedHashMap<>();
                outputs.forEach((name, inGraph) -> answers.put(
                        name, read(name, (OnnxTensor) result.get(inGraph).orElseThrow())));
                return answers;
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private Tensor read(String name, OnnxTensor tensor) {
        long[] shape = tensor.getInfo().getShape();
        requireReadable(modelId, name, tensor.getInfo().type, shape);
        return TensorConversion.fromRuntime(tensor);
    }

    /** The runtime gives what does not go into a buffer a negative capacity. */
    static void requireReadable(String modelId, String name, OnnxJavaType type, long... shape) {
        if (!TensorConversion.canBeRead(type, shape)) {
            throw Problems.of(
                    modelId,
                    "output '" + name + "' must have less than 2 GiB, found " + Arrays.toString(shape)
                            + "; take smaller tiles or batches");
        }
    }

    @Override
    public String device() {
        return opened.device();
    }

    @Override
    public Optional<String> fallback() {
        return opened.fallback();
    }

    @Override
    public DeviceGate gate() {
        return opened.gate();
    }

    @Override
    public void close() throws OrtException {
        opened.session().close();
    }
}
