package org.gsprelabel.remote;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.remote.ServerCalls.Answer;

/** A model that a server has and is ready to run. Safe for use by several threads. */
public final class RemoteModel implements AutoCloseable {

    private final RemoteSettings settings;
    private final ServerCalls calls;
    private final ModelMetadata metadata;

    private RemoteModel(RemoteSettings settings, ServerCalls calls, ModelMetadata metadata) {
        this.settings = settings;
        this.calls = calls;
        this.metadata = metadata;
    }

    /**
     * Asks the server what the model is, and whether it is ready.
     *
     * @param modelId as clients know the model, for messages
     * @param environment where the secrets are
     * @throws ModelException when a secret is not set, the server cannot be reached, does not know the model or is not
     *     ready
     */
    public static RemoteModel open(String modelId, RemoteSettings settings, Environment environment) {
        Credentials credentials;
        try {
            credentials = Credentials.read(settings.credentials(), environment);
        } catch (IllegalArgumentException e) {
            throw new ModelException("model '" + modelId + "': " + e.getMessage(), e);
        }
        ServerCalls calls = new ServerCalls(modelId, settings, credentials);
        try {
            ModelMetadata metadata = metadata(calls, settings.endpoint());
            requireReady(calls, settings.endpoint());
            return new RemoteModel(settings, calls, metadata);
        } catch (RuntimeException e) {
            calls.close();
            throw e;
        }
    }

    /** In the order of the server. */
    public List<TensorMetadata> inputs() {
        return metadata.inputs();
    }

    /** In the order of the server. */
    public List<TensorMetadata> outputs() {
        return metadata.outputs();
    }

    /**
     * What stands in for a hash of the weights, which a server does not show: that of URL, model, version, the
     * administrator's revision, and the metadata in canonical form. Other weights behind all of the same give the same
     * hash; that is what the revision is for.
     *
     * @return 64 hexadecimal digits
     */
    public String sha256() {
        try {
            byte[] text = canonical().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * What runs it. Closing either closes both.
     *
     * @param batchInput name of the input that has the batch; empty where the model has no batch
     * @param batchAxis axis of that input which is the batch
     * @param outputs names on the server of the outputs wanted, by the names that answers have for them
     * @param itemwise whether the first axis of each output has one item for each of the batch
     * @throws ModelException when there is no such output, or a tensor is of a type that floats are not converted to
     */
    public KServePredictor predictor(String batchInput, int batchAxis, Map<String, String> outputs, boolean itemwise) {
        return new KServePredictor(settings.endpoint(), calls, metadata, batchInput, batchAxis, outputs, itemwise);
    }

    @Override
    public void close() {
        calls.close();
    }

    private static ModelMetadata metadata(ServerCalls calls, Endpoint endpoint) {
        String what = "the question for metadata";
        Answer answer = calls.get(what, endpoint.metadata());
        calls.requireOk(what, answer);
        try {
            return MetadataReader.read(answer.response().body());
        } catch (BadAnswerException e) {
            throw calls.problem(what, answer, e);
        }
    }

    /**
     * What counts is the model. The server as a whole is asked only to explain: by default, Triton calls itself not ready
     * as long as any of its models has failed to load.
     */
    private static void requireReady(ServerCalls calls, Endpoint endpoint) {
        String what = "the question whether the model is ready";
        Answer model = calls.get(what, endpoint.modelReady());
        if (!model.isOk()) {
            Answer server = calls.get("the question whether the server is ready", endpoint.serverReady());
            throw calls.problem(
                    what,
                    model,
                    calls.status(model) + "; the server itself is " + (server.isOk() ? "" : "not ") + "ready");
        }
    }

    private String canonical() {
        Endpoint endpoint = settings.endpoint();
        StringBuilder text = new StringBuilder();
        append(text, "url", endpoint.url().toString());
        append(text, "model", endpoint.model());
        append(text, "version", endpoint.version().orElse(""));
        append(text, "revision", settings.revision().orElse(""));
        // with a version named, others that come and go change nothing
        append(text, "versions", endpoint.version().isPresent() ? "" : String.join(",", metadata.versions()));
        append(text, "platform", metadata.platform());
        append(text, "inputs", canonical(metadata.inputs()));
        append(text, "outputs", canonical(metadata.outputs()));
        return text.toString();
    }

    private static void append(StringBuilder text, String key, String value) {
        text.append(key).append('=').append(value).append('\n');
    }

    /** By name: servers need not keep an order. */
    private static String canonical(List<TensorMetadata> tensors) {
        return tensors.stream()
                .sorted(Comparator.comparing(TensorMetadata::name))
                .map(tensor -> tensor.name() + " " + tensor.datatype() + " " + tensor.shapeText())
                .collect(Collectors.joining("; "));
    }
}
