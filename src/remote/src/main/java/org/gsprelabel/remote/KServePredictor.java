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
import java.util.stream.Stream;
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
            Map<String, String> outputs,
            boolean itemwise) {
        this.endpoint = endpoint;
        this.calls = calls;
        this.inputs = metadata.inputs();
        this.batchInput = batchInput;
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
        Stream<TensorMetadata> input =
                inputs.stream().filter(tensor -> tensor.name().equals(batchInput));
        return (int) Stream.concat(input, itemwise ? outputs.values().stream() : Stream.of())
                .filter(tensor -> !tensor.shape().isEmpty() && tensor.shape().get(0) >= 0)
                .mapToLong(tensor -> tensor.shape().get(0))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /**
     * {@inheritDoc}
     *
     * @param inputs not changed before this method has returned
     */
    @Override
    public Map<String, Tensor> predict(Map<String, Tensor> inputs) {
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
        for (Map.Entry<String, TensorMetadata> wanted : outputs.entrySet()) {
            Tensor answer =
                    Objects.requireNonNull(onServer.get(wanted.getValue().name()));
            if (itemwise && batch != null && (answer.rank() == 0 || answer.size(0) != batch.size(0))) {
                throw new BadAnswerException("output '" + wanted.getKey() + "' must have one item for each of the "
                        + batch.size(0) + " of the input, found " + Arrays.toString(answer.shape()));
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
