package org.gsprelabel.onnx;

import java.time.Duration;
import java.util.Optional;
import org.gsprelabel.remote.CredentialNames;
import org.gsprelabel.remote.Endpoint;
import org.gsprelabel.remote.RemoteSettings;
import org.gsprelabel.remote.RetryPolicy;

/** Reads {@code files.<role>.remote}: how a model on an inference server is reached. */
final class ServerFields {

    private static final String NAME = "remote";
    private static final double TIMEOUT_SECONDS = 60;
    private static final double CONNECT_TIMEOUT_SECONDS = 10;
    private static final int RETRIES = 2;
    private static final double WAIT_SECONDS = 0.5;
    private static final double MAX_WAIT_SECONDS = 30;
    private static final int MAX_ANSWER_MEGABYTES = 256;

    private ServerFields() {}

    /**
     * @param file the object {@code files.<role>}, which has a field {@code remote}
     * @param modelId name of the model on the server, unless the field says another
     * @throws IllegalArgumentException when a value is out of range; the message starts with {@code remote.}
     */
    static RemoteSettings read(JsonFields file, String modelId) {
        JsonFields remote = file.object(
                NAME,
                "url",
                "model",
                "version",
                "revision",
                "timeoutSeconds",
                "connectTimeoutSeconds",
                "retries",
                "waitSeconds",
                "maxWaitSeconds",
                "maxAnswerMegabytes",
                "tokenEnv",
                "userEnv",
                "passwordEnv",
                "headersEnv");
        Duration longestWait = seconds(remote, "maxWaitSeconds", MAX_WAIT_SECONDS);
        double firstWait = Math.min(WAIT_SECONDS, longestWait.toMillis() / 1000.0);
        return new RemoteSettings(
                Endpoint.of(remote.text("url"), remote.text("model", modelId), optional(remote, "version")),
                optional(remote, "revision"),
                seconds(remote, "connectTimeoutSeconds", CONNECT_TIMEOUT_SECONDS),
                seconds(remote, "timeoutSeconds", TIMEOUT_SECONDS),
                new RetryPolicy(
                        remote.integer("retries").orElse(RETRIES),
                        seconds(remote, "waitSeconds", firstWait),
                        longestWait),
                (long) remote.integer("maxAnswerMegabytes").orElse(MAX_ANSWER_MEGABYTES) << 20,
                new CredentialNames(
                        optional(remote, "tokenEnv"),
                        optional(remote, "userEnv"),
                        optional(remote, "passwordEnv"),
                        remote.textsByName("headersEnv")));
    }

    private static Optional<String> optional(JsonFields fields, String name) {
        return fields.has(name) ? Optional.of(fields.text(name)) : Optional.empty();
    }

    private static Duration seconds(JsonFields fields, String name, double fallback) {
        return Duration.ofMillis(Math.round(fields.number(name).orElse(fallback) * 1000));
    }
}
