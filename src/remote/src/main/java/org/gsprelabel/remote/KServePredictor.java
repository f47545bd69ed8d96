package org.gsprelabel.remote;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.gsprelabel.model.Incidents;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.remote.ServerCalls.Answer;
import org.gsprelabel.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A model on an inference server, called with binary tensor data.
 *
 * <p>Inputs are converted from floats to the types of the metadata, outputs back. What the server answers is held against
 * the metadata before anybody reads it. All answers come from one version of the model: when the server goes over to
 * another one, calls fail, since the outcome of a run would be of two models.
 */
public final class KServePredictor implements Predictor {

    private static final String WHAT = "inference";

    private final Endpoint endpoint;
    private final ServerCalls calls;
    private final List<TensorMetadata> inputs;
    private final String batchInput;
    private final int batchAxis;
    /** Outputs wanted, by the names that answers have for them. */
    private final Map<String, TensorMetadata> outputs = new LinkedHashMap<>();

    private final boolean itemwise;
    private final int maxBatch;
    private final AtomicReference<@Nullable String> version = new AtomicReference<>();

    KServePredictor(
            Endpoint endpoint,
            ServerCalls calls,
            ModelMetadata metadata,
            String batchInput,
            int batchAxis,
            Map<String, String> outputs,
            boolean itemwise) {
        this.endpoint = endpoint;
        this.calls = calls;
        this.inputs = metadata.inputs();
        this.batchInput = batchInput;
        this.batchAxis = batchAxis;
        this.itemwise = itemwise;
        outputs.forEach((name, onServer) -> this.outputs.put(
                name,
                metadata.output(onServer)
                        .orElseThrow(
                                () -> calls.problem("output '" + onServer + "' does not exist on the server", null))));
        inputs.forEach(input -> datatype("input", input));
        this.outputs.values().forEach(output -> datatype("output", output));
        this.maxBatch = fixedBatch();
    }

    private int fixedBatch() {
        LongStream input = inputs.stream()
                .filter(tensor -> tensor.name().equals(batchInput))
                .mapToLong(tensor -> length(tensor, batchAxis));
        LongStream answers = outputs.values().stream().mapToLong(tensor -> itemwise ? length(tensor, 0) : -1);
        return (int) LongStream.concat(input, answers)
                .filter(length -> length >= 0)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** Of an axis; -1 where any length fits, or there is no such axis. */
    private static long length(TensorMetadata tensor, int axis) {
        return axis < tensor.shape().size() ? tensor.shape().get(axis) : -1;
    }

    @Override
    public Map<String, List<Long>> inputShapes() {
        return inputs.stream().collect(Collectors.toUnmodifiableMap(TensorMetadata::name, TensorMetadata::shape));
    }

    /**
     * {@inheritDoc}
     *
     * @param tensors by name, or by place in the list of the server, {@code #0} for the first; not changed before this
     *     method has returned
     */
    @Override
    public Map<String, Tensor> predict(Map<String, Tensor> tensors) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> inputs.put(onServer(name), tensor));
        InferenceRequest question = new InferenceRequest(
                converted(inputs),
                outputs.values().stream().map(TensorMetadata::name).distinct().toList());
        Answer answer = calls.call(
                WHAT,
                HttpRequest.newBuilder(endpoint.infer())
                        .header("Content-Type", "application/octet-stream")
                        .header(InferenceAnswer.HEADER_LENGTH, Integer.toString(question.headerLength()))
                        .POST(question.body()));
        calls.requireOk(WHAT, answer);
        try {
            InferenceAnswer read = InferenceAnswer.of(
                    answer.response().headers(), answer.response().body());
            requireSameVersion(answer, read.modelVersion());
            return answers(inputs, read.tensors(outputs.values()));
        } catch (BadAnswerException e) {
            throw calls.problem(WHAT, answer, e);
        }
    }

    @Override
    public int maxBatch() {
        return maxBatch;
    }

    /** {@code server http://host:8000}. */
    @Override
    public String device() {
        return "server " + endpoint.url();
    }

    @Override
    public Incidents incidents() {
        return new Incidents(calls.repeats(), 0, 0);
    }

    /** Ends calls under way; they fail. */
    @Override
    public void close() {
        calls.close();
    }

    private String onServer(String name) {
        if (!name.matches("#\\d{1,3}")) {
            return name;
        }
        int index = Integer.parseInt(name.substring(1));
        return index < inputs.size() ? inputs.get(index).name() : name;
    }

    private List<InferenceRequest.Input> converted(Map<String, Tensor> given) {
        List<String> declared = inputs.stream().map(TensorMetadata::name).toList();
        if (!given.keySet().equals(new TreeSet<>(declared))) {
            throw calls.problem(
                    "inputs must be " + String.join(", ", declared) + ", found " + new TreeSet<>(given.keySet()), null);
        }
        List<InferenceRequest.Input> converted = new ArrayList<>();
        for (TensorMetadata input : inputs) {
            Tensor tensor = Objects.requireNonNull(given.get(input.name()));
            if (!input.fits(tensor.shape())) {
                throw calls.problem(
                        "input '" + input.name() + "' must be " + input.shapeText() + ", found "
                                + Arrays.toString(tensor.shape()),
                        null);
            }
            converted.add(new InferenceRequest.Input(input.name(), datatype("input", input), tensor));
        }
        return converted;
    }

    private Map<String, Tensor> answers(Map<String, Tensor> given, Map<String, Tensor> onServer)
            throws BadAnswerException {
        Map<String, Tensor> answers = new LinkedHashMap<>();
        Tensor batch = given.get(batchInput);
        int items = batch == null ? -1 : batch.size(batchAxis);
        for (Map.Entry<String, TensorMetadata> wanted : outputs.entrySet()) {
            Tensor answer =
                    Objects.requireNonNull(onServer.get(wanted.getValue().name()));
            if (itemwise && items >= 0 && (answer.rank() == 0 || answer.size(0) != items)) {
                throw new BadAnswerException("output '" + wanted.getKey() + "' must have one item for each of the "
                        + items + " of the input, found " + Arrays.toString(answer.shape()));
            }
            answers.put(wanted.getKey(), answer);
        }
        return answers;
    }

    private Datatype datatype(String what, TensorMetadata tensor) {
        return Datatype.of(tensor.datatype()).orElseThrow(() -> unsupported(what, tensor));
    }

    private ModelException unsupported(String what, TensorMetadata tensor) {
        return calls.problem(
                what + " '" + tensor.name() + "' must be one of " + Datatype.names() + ", found " + tensor.datatype(),
                null);
    }

    private void requireSameVersion(Answer answer, Optional<String> answered) {
        if (answered.isEmpty()) {
            return;
        }
        String expected = endpoint.version().orElse(answered.get());
        if (endpoint.version().isEmpty() && !version.compareAndSet(null, expected)) {
            expected = String.valueOf(version.get());
        }
        if (!expected.equals(answered.get())) {
            throw calls.problem(
                    WHAT,
                    answer,
                    "version " + Json.oneLine(answered.get()) + " of the model answered instead of " + expected
                            + "; name one in field remote.version, or restart to go over to another");
        }
    }
}
