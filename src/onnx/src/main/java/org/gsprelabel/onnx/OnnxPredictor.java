package org.gsprelabel.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.gsprelabel.tensor.Tensor;

/**
 * One ONNX Runtime session on the CPU, shared by all threads.
 *
 * <p>A run uses the calling thread alone. How an operator splits its sums among threads may change their last bits, and
 * results must not depend on the machine's number of cores; the cores are used by predicting several tiles at once.
 *
 * <p>Inputs in direct memory of native order that the graph takes as float32 are handed over without a copy, others are
 * converted. Only the outputs that the descriptor names are returned.
 */
public final class OnnxPredictor implements Predictor {

    private final String modelId;
    private final OrtSession session;
    private final ModelSignature signature;
    private final GraphUse use;
    /** Names in the graph of the outputs wanted, by the names that the descriptor has for them. */
    private final Map<String, String> outputs;

    private final int maxBatch;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxPredictor(String modelId, OrtSession session, ModelSignature signature, GraphUse use) {
        this.modelId = modelId;
        this.session = session;
        this.signature = signature;
        this.use = use;
        this.outputs = new LinkedHashMap<>();
        use.outputs()
                .forEach((name, inGraph) -> outputs.put(
                        name, signature.output(inGraph).orElseThrow().name()));
        this.maxBatch = maxBatch(signature, use);
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
     * @throws ModelException when the file is no model, or its inputs and outputs are not those of the descriptor
     */
    public static OnnxPredictor open(ModelDescriptor descriptor, Role role, Path file) {
        OrtSession session = OnnxRuntime.open(descriptor.id(), file);
        try {
            ModelSignature signature = ModelSignature.of(session);
            SignatureCheck.check(descriptor, role, signature);
            GraphUse use = Contracts.of(descriptor.family()).use(descriptor, role, signature);
            return new OnnxPredictor(descriptor.id(), session, signature, use);
        } catch (OrtException e) {
            closeQuietly(session, e);
            throw Problems.of(descriptor.id(), OnnxRuntime.reason(e), e);
        } catch (RuntimeException e) {
            closeQuietly(session, e);
            throw e;
        }
    }

    /** Loads the graph of a model that has one. */
    public static OnnxPredictor open(ModelDescriptor descriptor, Path file) {
        return open(descriptor, Role.MODEL, file);
    }

    @Override
    public Map<String, Tensor> predict(Map<String, Tensor> tensors) {
        Map<String, Tensor> inputs = inGraph(tensors);
        requireDeclared(inputs);
        lock.readLock().lock();
        try {
            if (closed) {
                throw Problems.of(modelId, "it has been closed");
            }
            return run(inputs);
        } catch (OrtException e) {
            throw Problems.of(modelId, shapes(inputs) + " failed: " + OnnxRuntime.reason(e), e);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public int maxBatch() {
        return maxBatch;
    }

    @Override
    public String device() {
        return "CPU";
    }

    /** Waits for predictions under way: the runtime does not guard a session against them. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw Problems.of(modelId, "its session cannot be closed: " + OnnxRuntime.reason(e), e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private Map<String, Tensor> run(Map<String, Tensor> inputs) throws OrtException {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (TensorDeclaration input : signature.inputs()) {
                Tensor tensor = inputs.get(input.name());
                if (tensor != null) {
                    tensors.put(input.name(), TensorConversion.toRuntime(tensor, input.type()));
                }
            }
            try (OrtSession.Result result = session.run(tensors, new TreeSet<>(outputs.values()))) {
                return answers(inputs, result);
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private Map<String, Tensor> answers(Map<String, Tensor> inputs, OrtSession.Result result) {
        Map<String, Tensor> answers = new LinkedHashMap<>();
        Tensor batch = inputs.get(use.batchInput());
        outputs.forEach((name, inGraph) -> {
            Tensor answer = TensorConversion.fromRuntime(
                    (OnnxTensor) result.get(inGraph).orElseThrow());
            if (use.itemwise() && batch != null && (answer.rank() == 0 || answer.size(0) != batch.size(0))) {
                throw Problems.of(
                        modelId,
                        "output '" + name + "' must have one item for each of the " + batch.size(0)
                                + " of the input, found " + Arrays.toString(answer.shape()));
            }
            answers.put(name, answer);
        });
        return answers;
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

    /** {@code input 'image' [1, 3, 64, 64]}. */
    private static String shapes(Map<String, Tensor> inputs) {
        return new TreeMap<>(inputs)
                .entrySet().stream()
                        .map(entry -> "input '" + entry.getKey() + "' "
                                + Arrays.toString(entry.getValue().shape()))
                        .collect(Collectors.joining(", "));
    }

    private static void closeQuietly(OrtSession session, Exception cause) {
        try {
            session.close();
        } catch (OrtException e) {
            cause.addSuppressed(e);
        }
    }
}
