package org.gsprelabel.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.testdata.server.Fault;
import org.gsprelabel.testdata.server.KServeProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server process that does what it should not. */
class FaultsTest {

    private static final String TOKEN = "t0p-s3cret";
    private static final Tensor IMAGE = Remotes.image(1, 3, 16);

    @TempDir
    static Path models;

    private static KServeProcess server;

    @BeforeAll
    static void start() throws IOException {
        TestModels.copyTo(models);
        server = KServeProcess.start(models);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    @ParameterizedTest
    @CsvSource({"STATUS, 429", "STATUS, 502", "STATUS, 503", "STATUS, 504", "RETRY_AFTER, 0", "DROP, 0", "CUT, 0"})
    void what_may_pass_is_tried_again_and_counted(Fault fault, long value) {
        try (KServePredictor predictor = roofs(2)) {
            float[] good = infer(predictor);
            server.plan(fault, 2, value);
            assertThat(infer(predictor)).isEqualTo(good);
            assertThat(predictor.incidents().repeatedCalls()).isEqualTo(2);
            assertThat(server.inferences()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STATUS | 503 | the server answered 503, 'planned'",
                "STATUS | 429 | the server answered 429, 'planned'",
                "DROP | 0 | the connection was cut (HTTP/1.1 header parser received no bytes)",
                "CUT | 0 | the connection was cut (fixed content-length: "
            })
    void what_does_not_pass_fails_after_the_last_try(Fault fault, long value, String reason) {
        try (KServePredictor predictor = roofs(2)) {
            server.plan(fault, 9, value);
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> infer(predictor))
                    .withMessageStartingWith("model 'roofs': inference at " + server.url()
                            + "/v2/models/roofs-semseg/infer failed after 3 tries: " + reason)
                    .satisfies(problem -> assertThat(problem.publicSentence())
                            .isEqualTo("model 'roofs': inference on its inference server failed after 3 tries; the log"
                                    + " here has the reason"));
            assertThat(server.inferences()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STATUS | 400 | the server answered 400, 'planned'",
                "STATUS | 404 | the server answered 404, 'planned'",
                "STATUS | 500 | the server answered 500, 'planned'",
                "STATUS | 401 | the server answered 401, 'planned': it wants credentials, and the descriptor names none",
                "REDIRECT | 0 | the server answered 307, 'elsewhere': redirects are not followed, so write the final address into field remote.url",
                "GARBAGE | 0 | the answer is not valid JSON (",
                "WRONG_SHAPE | 0 | output 'logits' must be [?, 4, ?, ?], found [1,4,16,16,1]",
                "WRONG_BATCH | 0 | output 'logits' must have one item for each of the 1 of the input, found [2, 4, 16, 16]",
                "WRONG_DATATYPE | 0 | output 'logits' must be FP32, found INT32",
                "SHORT_TENSOR | 0 | output 'logits' [1,4,16,16] must have 4096 bytes of FP32, found 4095",
                "SURPLUS | 0 | the outputs must fill the binary data of 4097 bytes, but declare 4096",
                "MISSING_OUTPUT | 0 | output 'logits' is missing",
                "HUGE_LENGTH | 1099511627776 | the answer declares 1099511627776 bytes, at most 1 MB are allowed by field remote.maxAnswerMegabytes",
                "ENDLESS | 0 | the answer is longer, at most 1 MB are allowed by field remote.maxAnswerMegabytes"
            })
    void what_cannot_pass_fails_at_once(Fault fault, long value, String reason) {
        try (KServePredictor predictor = roofs(2)) {
            float[] good = infer(predictor);
            server.plan(fault, 1, value);
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> infer(predictor))
                    .withMessageStartingWith("model 'roofs': inference at " + server.url()
                            + "/v2/models/roofs-semseg/infer failed after 1 try: " + reason);
            assertThat(predictor.incidents().repeatedCalls()).isZero();
            assertThat(infer(predictor)).as("the next call").isEqualTo(good);
        }
    }

    /** The headers come in time in the second case; the time-out is for the whole of the answer. */
    @ParameterizedTest
    @ValueSource(strings = {"SLOW", "SLOW_BODY"})
    void a_slow_answer_is_given_up_and_asked_for_again(Fault fault) {
        try (KServePredictor predictor =
                Remotes.roofs(Remotes.settings(server.url(), "roofs-semseg", Duration.ofSeconds(2), 1))) {
            float[] good = infer(predictor);
            server.plan(fault, 1, 60_000);
            assertThat(infer(predictor)).isEqualTo(good);
            assertThat(predictor.incidents().repeatedCalls()).isEqualTo(1);
            server.plan(fault, 2, 60_000);
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> infer(predictor))
                    .withMessageEndingWith("failed after 2 tries: there was no answer within 2 s");
        }
    }

    @Test
    void a_server_that_asks_for_time_gets_it_within_bounds() {
        RetryPolicy policy = new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(50));
        try (KServePredictor predictor =
                Remotes.roofs(Remotes.settings(server.url(), "roofs-semseg", Duration.ofSeconds(20), policy))) {
            server.plan(Fault.RETRY_AFTER, 1, 3600);
            assertThatNoException().isThrownBy(() -> infer(predictor));
        }
    }

    @ParameterizedTest
    @CsvSource({"metadata, the question for metadata", "ready, the question whether the model is ready"})
    void opening_is_tried_again_as_well(String kind, String what) {
        server.plan(kind, Fault.STATUS, 2, 503);
        try (KServePredictor predictor = roofs(2)) {
            assertThat(predictor.incidents().repeatedCalls()).isEqualTo(2);
        }
        server.plan(kind, Fault.STATUS, 3, 503);
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> roofs(2))
                .withMessageStartingWith("model 'roofs': " + what + " at " + server.url() + "/v2/models/roofs-semseg")
                .withMessageContaining("failed after 3 tries: the server answered 503, 'planned'");
    }

    @Test
    void a_model_that_is_not_ready_is_told_from_a_server_that_is_not() {
        server.plan("ready", Fault.STATUS, 1, 400);
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> roofs(2))
                .withMessage("model 'roofs': the question whether the model is ready at " + server.url()
                        + "/v2/models/roofs-semseg/ready failed after 1 try: the server answered 400, 'planned'; the"
                        + " server itself is ready");
    }

    @Test
    void metadata_that_are_none_are_refused() {
        server.plan("metadata", Fault.GARBAGE, 1, 0);
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> roofs(2))
                .withMessageContaining("failed after 1 try: metadata are not valid JSON");
    }

    @Test
    void a_server_that_is_not_there_is_said_to_be() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> Remotes.roofs(Remotes.settings("http://127.0.0.1:" + port, "m")))
                .withMessage("model 'roofs': the question for metadata at http://127.0.0.1:" + port
                        + "/v2/models/m failed after 3 tries: the connection was refused");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> Remotes.roofs(Remotes.settings("http://no-such-host.invalid", "m")))
                .withMessageEndingWith("failed after 1 try: its host is unknown");
    }

    @Test
    void what_does_not_speak_HTTP_is_refused() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answerOnce(socket, "SSH-2.0-OpenSSH_9.2\r\n\r\n"));
            answering.setDaemon(true);
            answering.start();
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> Remotes.roofs(Remotes.settings("http://127.0.0.1:" + socket.getLocalPort(), "m")))
                    .withMessageContaining("failed after 1 try: the answer is not HTTP (");
        }
    }

    @Test
    void an_interrupt_ends_a_call_and_stays() throws InterruptedException {
        try (KServePredictor predictor =
                Remotes.roofs(Remotes.settings(server.url(), "roofs-semseg", Duration.ofMinutes(10), 2))) {
            server.plan(Fault.SLOW, 1, 600_000);
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            AtomicReference<Boolean> interrupted = new AtomicReference<>(false);
            Thread thread = new Thread(() -> {
                try {
                    infer(predictor);
                } catch (ModelException e) {
                    thrown.set(e);
                    interrupted.set(Thread.currentThread().isInterrupted());
                }
            });
            thread.start();
            awaitInference();
            thread.interrupt();
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
            assertThat(thrown.get()).hasMessageEndingWith("failed after 1 try: the call was cancelled");
            assertThat(interrupted).hasValue(true);
        }
    }

    @ParameterizedTest
    @CsvSource({"SLOW, 600000", "STATUS, 503"})
    void closing_ends_calls_and_the_waits_between_tries(Fault fault, long value) throws InterruptedException {
        RetryPolicy patient = new RetryPolicy(2, Duration.ofMinutes(10), Duration.ofMinutes(10));
        KServePredictor predictor =
                Remotes.roofs(Remotes.settings(server.url(), "roofs-semseg", Duration.ofMinutes(10), patient));
        server.plan(fault, 1, value);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                infer(predictor);
            } catch (ModelException e) {
                thrown.set(e);
            }
        });
        thread.start();
        awaitInference();
        predictor.close();
        thread.join(60_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(thrown.get()).hasMessage("model 'roofs': it has been closed");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> infer(predictor))
                .withMessage("model 'roofs': it has been closed");
    }

    @Test
    void credentials_open_the_door_and_appear_in_no_message() {
        try (KServeProcess guarded = KServeProcess.start(models, "Authorization=Bearer " + TOKEN, "X-Tenant=survey")) {
            RemoteSettings open = Remotes.settings(guarded.url(), "roofs-semseg");
            RemoteSettings settings = new RemoteSettings(
                    open.endpoint(),
                    open.revision(),
                    open.connectTimeout(),
                    open.timeout(),
                    open.retryPolicy(),
                    open.maxAnswerBytes(),
                    new CredentialNames(
                            Optional.of("TOKEN"), Optional.empty(), Optional.empty(), Map.of("X-Tenant", "TENANT")));
            assertThat(settings.toString()).doesNotContain(TOKEN);
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> Remotes.roofs(open))
                    .withMessageEndingWith("it wants credentials, and the descriptor names none");
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> RemoteModel.open("roofs", settings, name -> "wrong"))
                    .withMessageContaining("the server answered 401")
                    .withMessageEndingWith(": it does not accept the credentials");
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> RemoteModel.open("roofs", settings, name -> null))
                    .withMessage("model 'roofs': environment variable TOKEN of field remote.tokenEnv is not set");
            Environment environment = Map.of("TOKEN", TOKEN, "TENANT", "survey")::get;
            try (KServePredictor predictor = RemoteModel.open("roofs", settings, environment)
                    .predictor(Remotes.IMAGE, 0, Map.of(Remotes.LOGITS, Remotes.LOGITS), true)) {
                assertThatNoException().isThrownBy(() -> infer(predictor));
                guarded.plan(Fault.ECHO_AUTHORIZATION, 1, 0);
                assertThatExceptionOfType(ModelException.class)
                        .isThrownBy(() -> infer(predictor))
                        .withMessageEndingWith("the server answered 500, 'got Bearer ***'");
                assertThat(predictor.device()).doesNotContain(TOKEN);
            }
        }
    }

    @Test
    void a_server_that_dies_fails_the_call() {
        KServeProcess dying = KServeProcess.start(models);
        try (KServePredictor predictor = Remotes.roofs(Remotes.settings(dying.url(), "roofs-semseg"))) {
            infer(predictor);
            dying.close();
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> infer(predictor))
                    .withMessageContaining("failed after 3 tries: the connection was refused");
        }
    }

    private static KServePredictor roofs(int retries) {
        return Remotes.roofs(Remotes.settings(server.url(), "roofs-semseg", Duration.ofSeconds(20), retries));
    }

    private static float[] infer(KServePredictor predictor) {
        return Remotes.values(predictor
                .predict(Map.of(Remotes.IMAGE, IMAGE))
                .values()
                .iterator()
                .next());
    }

    private static void awaitInference() throws InterruptedException {
        for (int i = 0; i < 600 && server.inferences() == 0; i++) {
            Thread.sleep(50);
        }
        assertThat(server.inferences()).isEqualTo(1);
    }

    private static void answerOnce(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // the client has hung up, as it may
            Thread.currentThread().interrupt();
        }
    }
}
