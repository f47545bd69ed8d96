package org.gsprelabel.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What goes into a graph and what comes out, in the order of the graph.
 *
 * @param inputs without initialisers
 * @param outputs all that can be asked for
 */
record ModelSignature(List<TensorDeclaration> inputs, List<TensorDeclaration> outputs) {

    ModelSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    static ModelSignature of(OrtSession session) throws OrtException {
        return new ModelSignature(
                declarations(session.getInputInfo().values()),
                declarations(session.getOutputInfo().values()));
    }

    /** The input of a name, or of a place in the graph, {@code #0} for the first. */
    Optional<TensorDeclaration> input(String name) {
        return find(inputs, name);
    }

    /** The output of a name, or of a place in the graph, {@code #0} for the first: exporters leave some without a name. */
    Optional<TensorDeclaration> output(String name) {
        return find(outputs, name);
    }

    private static Optional<TensorDeclaration> find(List<TensorDeclaration> tensors, String name) {
        if (name.matches("#\\d{1,3}")) {
            int index = Integer.parseInt(name.substring(1));
            return index < tensors.size() ? Optional.of(tensors.get(index)) : Optional.empty();
        }
        return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }

    /** For messages: {@code output0 [1, 84, 8400], output1 [1, 32, 160, 160]}. */
    static String text(List<TensorDeclaration> tensors) {
        return tensors.isEmpty()
                ? "none"
                : tensors.stream()
                        .map(tensor -> tensor.name() + " " + tensor.shapeText())
                        .collect(Collectors.joining(", "));
    }

    private static List<TensorDeclaration> declarations(Collection<NodeInfo> nodes) {
        return nodes.stream().map(TensorDeclaration::of).toList();
    }
}
