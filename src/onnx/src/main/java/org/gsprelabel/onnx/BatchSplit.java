package org.gsprelabel.onnx;

import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.gsprelabel.tensor.Tensor;

/**
 * Cuts batches until they fit into the memory of the device. What did not fit once is not tried again: all later batches are
 * cut at once. An item's answer does not depend on the others of its batch, so cutting changes none.
 */
final class BatchSplit {

    private final String batchInput;
    private final Set<String> cut;
    private final AtomicInteger limit = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicLong halved = new AtomicLong();

    /** A run of a graph. */
    @FunctionalInterface
    interface Run {
        Map<String, Tensor> run(Map<String, Tensor> inputs) throws OrtException;
    }

    /**
     * @param batchInput name of the input that has the items
     * @param cut names of the inputs with one entry for each item, that one among them; none where batches cannot be cut
     */
    BatchSplit(String batchInput, Set<String> cut) {
        this.batchInput = batchInput;
        this.cut = Set.copyOf(cut);
    }

    /** How often a batch was too large. */
    long halved() {
        return halved.get();
    }

    /**
     * Runs a batch, in parts where it must be.
     *
     * @throws OrtException of the first part that failed otherwise, or did not fit with one item
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs, Run run) throws OrtException {
        Tensor batch = inputs.get(batchInput);
        if (batch == null || cut.isEmpty()) {
            return run.run(inputs);
        }
        int items = batch.size(0);
        List<Map<String, Tensor>> parts = new ArrayList<>();
        int done = 0;
        while (done < items) {
            int count = Math.min(limit.get(), items - done);
            try {
                parts.add(run.run(count == items ? inputs : part(inputs, done, count)));
                done += count;
            } catch (OrtException e) {
                if (count == 1 || RuntimeFailure.of(e) != RuntimeFailure.OUT_OF_MEMORY) {
                    throw e;
                }
                halved.incrementAndGet();
                limit.accumulateAndGet((count + 1) / 2, Math::min);
            }
        }
        return parts.size() == 1 ? parts.get(0) : joined(parts);
    }

    private Map<String, Tensor> part(Map<String, Tensor> inputs, int first, int count) {
        Map<String, Tensor> part = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> part.put(name, cut.contains(name) ? items(tensor, first, count) : tensor));
        return part;
    }

    private static Tensor items(Tensor tensor, int first, int count) {
        long[] shape = tensor.shape();
        int size = tensor.data().capacity() / Math.toIntExact(shape[0]);
        shape[0] = count;
        return Tensor.of(tensor.data().slice(first * size, count * size), shape);
    }

    private static Map<String, Tensor> joined(List<Map<String, Tensor>> parts) {
        Map<String, Tensor> joined = new LinkedHashMap<>();
        for (String name : parts.get(0).keySet()) {
            List<Tensor> tensors = parts.stream()
                    .map(part -> Objects.requireNonNull(part.get(name)))
                    .toList();
            joined.put(name, joinedTensor(tensors));
        }
        return joined;
    }

    private static Tensor joinedTensor(List<Tensor> parts) {
        long[] shape = parts.get(0).shape();
        shape[0] = parts.stream().mapToLong(part -> part.size(0)).sum();
        FloatBuffer values = FloatBuffer.allocate(
                parts.stream().mapToInt(part -> part.data().capacity()).sum());
        parts.forEach(part -> values.put(part.data().duplicate().clear()));
        return Tensor.of(values.clear(), shape);
    }
}
