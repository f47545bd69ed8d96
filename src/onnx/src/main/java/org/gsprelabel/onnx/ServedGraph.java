package org.gsprelabel.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.gsprelabel.remote.Environment;
import org.gsprelabel.remote.RemoteModel;
import org.gsprelabel.remote.RemoteSettings;
import org.gsprelabel.remote.TensorMetadata;

/**
 * A graph on an inference server, held against the descriptor as one of a file is.
 *
 * @param predictor what calls the server
 * @param signature what the graph declares
 * @param sha256 what stands in for the hash of the weights
 */
record ServedGraph(Predictor predictor, ModelSignature signature, String sha256) {

    /**
     * @throws org.gsprelabel.model.ModelException when the server cannot be reached, or its inputs and outputs are not
     *     those of the descriptor
     */
    static ServedGraph open(ModelDescriptor descriptor, Role role, RemoteSettings settings, Environment environment) {
        RemoteModel model = RemoteModel.open(descriptor.id(), settings, environment);
        try {
            ModelSignature signature = new ModelSignature(declarations(model.inputs()), declarations(model.outputs()));
            SignatureCheck.check(descriptor, role, signature);
            GraphUse use = Contracts.of(descriptor.family()).use(descriptor, role, signature);
            Map<String, String> outputs = new LinkedHashMap<>();
            use.outputs()
                    .forEach((name, inGraph) -> outputs.put(
                            name, signature.output(inGraph).orElseThrow().name()));
            String batchInput = signature
                    .input(use.batchInput())
                    .map(TensorDeclaration::name)
                    .orElse("");
            return new ServedGraph(
                    model.predictor(batchInput, use.batchAxis(), outputs, use.itemwise()), signature, model.sha256());
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static List<TensorDeclaration> declarations(List<TensorMetadata> tensors) {
        return tensors.stream()
                .map(tensor -> TensorDeclaration.of(
                        tensor.name(),
                        tensor.elementType(),
                        tensor.shape().stream().mapToLong(Long::longValue).toArray()))
                .toList();
    }
}
