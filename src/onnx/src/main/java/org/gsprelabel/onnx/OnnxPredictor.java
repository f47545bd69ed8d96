package org.gsprelabel.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.OutputSpec;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.tensor.Tensor;

/**
 * One ONNX Runtime session on the CPU, shared by all threads.
 *
 * <p>A run uses the calling thread alone. How an operator splits its sums among threads may change their last bits, and
 * results must not depend on the machine's number of cores; the cores are used by predicting several tiles at once.
 *
 * <p>Inputs in direct memory of native order are taken without a copy, others are copied. Only the outputs that the
 * descriptor names are computed to the end and returned, as float32; float16 outputs are widened.
 *
 * <p>Where the graph fixes its batch axis to more items than are given, the rest is filled with zeros, and their answers
 * are dropped.
 */
public final class OnnxPredictor implements Predictor {

    private final String modelId;
    private final OrtSession session;
    private final TensorDeclaration input;
    private final Set<String> outputs;
    private final int maxBatch;
    private final Queue<Tensor> spareBatches = new ConcurrentLinkedQueue<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxPredictor(
            String modelId, OrtSession session, TensorDeclaration input, List<TensorDeclaration> outputs) {
        this.modelId = modelId;
        this.session = session;
        this.input = input;
        this.outputs = new LinkedHashSet<>(
                outputs.stream().map(TensorDeclaration::name).toList());
        OptionalLong fixed = Stream.concat(Stream.of(input), outputs.stream())
                .filter(tensor -> tensor.isFixed(0))
                .mapToLong(tensor -> tensor.shape().get(0))
                .min();
        this.maxBatch = fixed.isPresent() ? Math.toIntExact(fixed.getAsLong()) : Integer.MAX_VALUE;
    }

    /**
     * Loads a model and checks that it is what its descriptor says.
     *
     * @param file the {@code .onnx} file
     * @throws ModelException when the file is no model, or its inputs and outputs are not those of the descriptor
     */
    public static OnnxPredictor open(ModelDescriptor descriptor, Path file) {
        OrtSession session = OnnxRuntime.open(descriptor.id(), file);
        try {
            ModelSignature signature = ModelSignature.of(session);
            SignatureCheck.check(descriptor, signature);
            return new OnnxPredictor(
                    descriptor.id(),
                    session,
                    signature.input(descriptor.image().input()).orElseThrow(),
                    outputNames(descriptor.output()).stream()
                            .map(name -> signature.output(name).orElseThrow())
                            .toList());
        } catch (OrtException e) {
            closeQuietly(session, e);
            throw Problems.of(descriptor.id(), OnnxRuntime.reason(e), e);
        } catch (RuntimeException e) {
            closeQuietly(session, e);
            throw e;
        }
    }

    @Override
    public Map<String, Tensor> predict(Map<String, Tensor> inputs) {
        Tensor image = inputs.get(input.name());
        if (image == null || inputs.size() != 1) {
            throw Problems.of(modelId, "input must be '" + input.name() + "' alone, found " + inputs.keySet());
        }
        requireDeclaredShape(image);
        lock.readLock().lock();
        try {
            if (closed) {
                throw Problems.of(modelId, "it has been closed");
            }
            return run(image);
        } catch (OrtException e) {
            throw Problems.of(
                    modelId,
                    "input '" + input.name() + "' " + Arrays.toString(image.shape()) + " failed: "
                            + OnnxRuntime.reason(e),
                    e);
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

    private Map<String, Tensor> run(Tensor image) throws OrtException {
        if (!input.isFixed(0) || image.size(0) == input.shape().get(0)) {
            return run(image, image.size(0));
        }
        Tensor batch = filledUp(image, Math.toIntExact(input.shape().get(0)));
        try {
            return run(batch, image.size(0));
        } finally {
            spareBatches.add(batch);
        }
    }

    /** The answers for the first items of a batch. */
    private Map<String, Tensor> run(Tensor batch, int items) throws OrtException {
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OnnxRuntime.environment(), inNativeOrder(batch.data()), batch.shape());
                OrtSession.Result result = session.run(Map.of(input.name(), tensor), outputs)) {
            Map<String, Tensor> answers = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> entry : result) {
                answers.put(entry.getKey(), firstItems(entry.getKey(), entry.getValue(), batch.size(0), items));
            }
            return answers;
        }
    }

    private void requireDeclaredShape(Tensor image) {
        long[] shape = image.shape();
        boolean fits = shape.length == input.rank();
        for (int axis = 1; fits && axis < shape.length; axis++) {
            fits = input.fits(axis, shape[axis]);
        }
        if (!fits) {
            throw Problems.of(
                    modelId,
                    "input '" + input.name() + "' must be " + input.shapeText() + ", found " + Arrays.toString(shape));
        }
        if (shape[0] < 1 || shape[0] > maxBatch) {
            String items = maxBatch == Integer.MAX_VALUE ? "at least 1 item" : "1 to " + maxBatch + " items";
            throw Problems.of(
                    modelId, "input '" + input.name() + "' must have " + items + ", found " + Arrays.toString(shape));
        }
    }

    /** A batch of all items, from those used before where one has the shape: direct memory is slow to come back. */
    private Tensor filledUp(Tensor image, int items) {
        long[] shape = image.shape();
        shape[0] = items;
        Tensor spare = spareBatches.poll();
        Tensor batch = spare != null && Arrays.equals(spare.shape(), shape) ? spare : Tensor.allocate(shape);
        FloatBuffer values = batch.data();
        int given = image.data().capacity();
        values.put(0, image.data(), 0, given);
        for (int i = given; i < values.capacity(); i++) {
            values.put(i, 0);
        }
        return batch;
    }

    /** Heap buffers are copied by the runtime; direct ones in foreign order would be read as other numbers. */
    private static FloatBuffer inNativeOrder(FloatBuffer data) {
        FloatBuffer all = data.duplicate().clear();
        if (!data.isDirect() || data.order() == ByteOrder.nativeOrder()) {
            return all;
        }
        return Tensor.allocate(all.capacity()).data().put(all).clear();
    }

    private Tensor firstItems(String name, OnnxValue value, int batch, int items) {
        OnnxTensor tensor = (OnnxTensor) value;
        long[] shape = tensor.getInfo().getShape();
        if (shape.length == 0 || shape[0] != batch) {
            throw Problems.of(
                    modelId,
                    "output '" + name + "' must have one item for each of the " + batch + " of the input, found "
                            + Arrays.toString(shape));
        }
        FloatBuffer data = tensor.getFloatBuffer();
        shape[0] = items;
        return Tensor.of(data.slice(0, data.capacity() / batch * items), shape);
    }

    private static List<String> outputNames(OutputSpec output) {
        if (output instanceof OutputSpec.Yolo yolo) {
            return Stream.concat(Stream.of(yolo.output()), yolo.prototypes().stream())
                    .toList();
        }
        return List.of(((OutputSpec.Semantic) output).output());
    }

    private static void closeQuietly(OrtSession session, Exception cause) {
        try {
            session.close();
        } catch (OrtException e) {
            cause.addSuppressed(e);
        }
    }
}
