package org.gsprelabel.onnx;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.Incidents;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.gsprelabel.tensor.Tensor;

/**
 * A graph in ONNX Runtime, in one session that all threads share, on the CPU or on a GPU.
 *
 * <p>On the CPU, a run uses the calling thread alone. How an operator splits its sums among threads may change their last
 * bits, and results must not depend on the machine's number of cores; the cores are used by predicting several tiles at
 * once. How many runs are let onto a device at a time is a matter of its {@link DeviceGate}.
 *
 * <p>Inputs in direct memory of native order that the graph takes as float32 are handed over without a copy, others are
 * converted. Only the outputs that the descriptor names are returned.
 */
public final class OnnxPredictor implements Predictor {

    private final String modelId;
    private final ModelSignature signature;
    private final GraphUse use;
    private final int maxBatch;
    private final ResilientGraph graph;
    private final Caller anybody = Caller.patient();

    private OnnxPredictor(String modelId, ModelSignature signature, GraphUse use, ResilientGraph graph) {
        this.modelId = modelId;
        this.signature = signature;
        this.use = use;
        this.maxBatch = maxBatch(signature, use);
        this.graph = graph;
    }

    private static int maxBatch(ModelSignature signature, GraphUse use) {
        LongStream input = signature.input(use.batchInput()).stream()
                .filter(tensor -> tensor.rank() > use.batchAxis() && tensor.isFixed(use.batchAxis()))
                .mapToLong(tensor -> tensor.shape().get(use.batchAxis()));
        Stream<TensorDeclaration> outputs = use.itemwise()
                ? use.outputs().values().stream().flatMap(name -> signature.output(name).stream())
                : Stream.of();
        OptionalLong fixed = LongStream.concat(
                        input,
                        outputs.filter(tensor -> tensor.rank() > 0 && tensor.isFixed(0))
                                .mapToLong(tensor -> tensor.shape().get(0)))
                .min();
        return fixed.isPresent() ? Math.toIntExact(fixed.getAsLong()) : Integer.MAX_VALUE;
    }

    /**
     * Loads a graph and checks that it is what its descriptor says.
     *
     * @param file the {@code .onnx} file
     * @param settings the device
     * @param gates what lets calls onto devices
     * @throws ModelException when the file is no model, or its inputs and outputs are not those of the descriptor
     */
    static OnnxPredictor open(
            ModelDescriptor descriptor, Role role, Path file, DeviceSettings settings, DeviceGates gates) {
        String modelId = descriptor.id();
        DeviceSession opened = DeviceSession.open(modelId, file, settings, gates);
        try {
            ModelSignature signature = ModelSignature.of(opened.session().get());
            SignatureCheck.check(descriptor, role, signature);
            GraphUse use = Contracts.of(descriptor.family()).use(descriptor, role, signature);
            Map<String, String> outputs = new LinkedHashMap<>();
            use.outputs()
                    .forEach((name, inGraph) -> outputs.put(
                            name, signature.output(inGraph).orElseThrow().name()));
            GraphSession.Source source = new GraphSession.Source() {
                @Override
                public GraphSession open() {
                    return new OrtGraph(
                            modelId, DeviceSession.open(modelId, file, settings, gates), signature, outputs);
                }

                @Override
                public GraphSession openOnCpu(String reason) {
                    return new OrtGraph(
                            modelId, DeviceSession.onCpu(modelId, file, settings, reason, gates), signature, outputs);
                }
            };
            ResilientGraph graph = new ResilientGraph(
                    modelId, new OrtGraph(modelId, opened, signature, outputs), source, split(signature, use));
            return new OnnxPredictor(modelId, signature, use, graph);
        } catch (OrtException e) {
            closeQuietly(opened.session(), e);
            throw Problems.of(modelId, OnnxRuntime.reason(e), e);
        } catch (RuntimeException e) {
            closeQuietly(opened.session(), e);
            throw e;
        }
    }

    /** Loads a graph onto the device that is usual. */
    public static OnnxPredictor open(ModelDescriptor descriptor, Role role, Path file) {
        return open(descriptor, role, file, DeviceSettings.usual(), DeviceGates.usual());
    }

    /** Loads the graph of a model that has one. */
    public static OnnxPredictor open(ModelDescriptor descriptor, Path file) {
        return open(descriptor, Role.MODEL, file);
    }

    @Override
    public Map<String, Tensor> predict(Map<String, Tensor> tensors) {
        return predict(tensors, anybody);
    }

    @Override
    public Predictor forCaller(Caller caller) {
        return new CalledPredictor(this, caller);
    }

    /** As {@link #predict(Map)}, in the caller's turn. */
    Map<String, Tensor> predict(Map<String, Tensor> tensors, Caller caller) {
        Map<String, Tensor> inputs = inGraph(tensors);
        requireDeclared(inputs);
        try {
            Map<String, Tensor> answers = graph.run(inputs, caller);
            requireItemwise(inputs, answers);
            return answers;
        } catch (OrtException e) {
            throw FailedRun.of(modelId, inputs, device(), e);
        }
    }

    /** What the graph declares. */
    ModelSignature signature() {
        return signature;
    }

    @Override
    public int maxBatch() {
        return maxBatch;
    }

    @Override
    public Map<String, List<Long>> inputShapes() {
        return signature.inputs().stream()
                .collect(Collectors.toUnmodifiableMap(TensorDeclaration::name, TensorDeclaration::shape));
    }

    @Override
    public String device() {
        return graph.device();
    }

    @Override
    public Optional<String> fallback() {
        return graph.fallback();
    }

    @Override
    public Incidents incidents() {
        return graph.incidents();
    }

    /** Waits for predictions under way. */
    @Override
    public void close() {
        try {
            graph.close();
        } catch (OrtException e) {
            throw Problems.of(modelId, "its session cannot be closed: " + OnnxRuntime.reason(e), e);
        }
    }

    /**
     * Batches are cut only where it is certain which inputs have one entry for each item: those whose first axis has the
     * name of the batch axis. A fixed first axis is shared by all items; of any other nobody knows.
     */
    private static BatchSplit split(ModelSignature signature, GraphUse use) {
        String batchInput =
                signature.input(use.batchInput()).map(TensorDeclaration::name).orElse("");
        if (batchInput.isEmpty()
                || !use.itemwise()
                || use.batchAxis() != 0
                || maxBatch(signature, use) != Integer.MAX_VALUE) {
            return new BatchSplit("", Set.of());
        }
        String axis = signature.input(batchInput).orElseThrow().axes().get(0);
        Set<String> cut = new TreeSet<>(Set.of(batchInput));
        for (TensorDeclaration input : signature.inputs()) {
            boolean shared = input.rank() == 0 || input.isFixed(0);
            boolean sameAxis =
                    !shared && !axis.equals("?") && input.axes().get(0).equals(axis);
            if (sameAxis) {
                cut.add(input.name());
            } else if (!shared && !input.name().equals(batchInput)) {
                return new BatchSplit("", Set.of());
            }
        }
        return new BatchSplit(batchInput, cut);
    }

    private void requireItemwise(Map<String, Tensor> inputs, Map<String, Tensor> answers) {
        Tensor batch = signature
                .input(use.batchInput())
                .map(input -> inputs.get(input.name()))
                .orElse(null);
        if (batch == null || !use.itemwise()) {
            return;
        }
        answers.forEach((name, answer) -> {
            if (answer.rank() == 0 || answer.size(0) != batch.size(use.batchAxis())) {
                throw Problems.of(
                        modelId,
                        "output '" + name + "' must have one item for each of the " + batch.size(use.batchAxis())
                                + " of the input, found " + Arrays.toString(answer.shape()));
            }
        });
    }

    /** Inputs by their names in the graph: a descriptor may name them by their place. */
    private Map<String, Tensor> inGraph(Map<String, Tensor> tensors) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        tensors.forEach((name, tensor) ->
                inputs.put(signature.input(name).map(TensorDeclaration::name).orElse(name), tensor));
        return inputs;
    }

    /** Inputs that the graph declares and nothing else, in shapes that it can take. */
    private void requireDeclared(Map<String, Tensor> inputs) {
        List<String> declared =
                signature.inputs().stream().map(TensorDeclaration::name).toList();
        if (!inputs.keySet().equals(new TreeSet<>(declared))) {
            throw Problems.of(
                    modelId,
                    "inputs must be " + String.join(", ", declared) + ", found " + new TreeSet<>(inputs.keySet()));
        }
        for (TensorDeclaration input : signature.inputs()) {
            Tensor tensor = inputs.get(input.name());
            if (tensor != null) {
                requireDeclaredShape(input, tensor.shape());
            }
        }
    }

    private void requireDeclaredShape(TensorDeclaration input, long[] shape) {
        boolean fits = shape.length == input.rank();
        for (int axis = 0; fits && axis < shape.length; axis++) {
            fits = input.fits(axis, shape[axis]);
        }
        if (!fits) {
            throw Problems.of(
                    modelId,
                    "input '" + input.name() + "' must be " + input.shapeText() + ", found " + Arrays.toString(shape));
        }
        if (input.name().equals(use.batchInput()) && shape[0] < 1) {
            throw Problems.of(
                    modelId, "input '" + input.name() + "' must have at least 1 item, found " + Arrays.toString(shape));
        }
    }

    private static void closeQuietly(OpenSession session, Exception cause) {
        try {
            session.close();
        } catch (OrtException e) {
            cause.addSuppressed(e);
        }
    }
}
