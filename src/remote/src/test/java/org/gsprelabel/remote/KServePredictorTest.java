package org.gsprelabel.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.junit.jupiter.params.provider.EnumSource;

/** Against a server process on the loopback interface that does what it should. */
class KServePredictorTest {

    @TempDir
    static Path models;

    private static KServeProcess server;

    @BeforeAll
    static void start() throws IOException {
        TestModels.copyTo(models);
        for (DataType type : List.of(
                DataType.BOOL,
                DataType.UINT8,
                DataType.INT32,
                DataType.INT64,
                DataType.FLOAT16,
                DataType.FLOAT,
                DataType.DOUBLE,
                DataType.INT8)) {
            EchoModel.write(models.resolve("echo-" + type + ".onnx"), type);
        }
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

    @Test
    void the_signature_is_that_of_the_graph() {
        try (RemoteModel model =
                RemoteModel.open("roofs", Remotes.settings(server.url(), "roofs-semseg"), name -> null)) {
            assertThat(model.inputs()).containsExactly(new TensorMetadata("image", "FP32", List.of(-1L, 3L, -1L, -1L)));
            assertThat(model.inputs().get(0).elementType()).isEqualTo("float32");
            assertThat(model.outputs().get(0).name()).isEqualTo("logits");
        }
    }

    @ParameterizedTest
    @CsvSource({"roofs-semseg, image, logits, 2, 64", "roofs-yolov5, images, output0, 1, 96"})
    void answers_are_bit_for_bit_those_of_the_local_runtime(
            String name, String input, String output, int items, int side) throws OrtException {
        Tensor image = Remotes.image(items, 3, side);
        try (KServePredictor predictor = RemoteModel.open("m", Remotes.settings(server.url(), name), System::getenv)
                .predictor(input, 0, Map.of(output, output), true)) {
            Tensor answer = only(predictor.predict(Map.of(input, image)));
            Local local = local(name, input, output, image);
            assertThat(answer.shape()).isEqualTo(local.shape());
            assertThat(Remotes.values(answer)).isEqualTo(local.values());
            assertThat(predictor.maxBatch()).isEqualTo(Integer.MAX_VALUE);
            assertThat(predictor.device()).isEqualTo("server " + server.url());
            assertThat(predictor.incidents().repeatedCalls()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"JSON", "NESTED_JSON"})
    void answers_in_JSON_are_the_same(Fault form) throws OrtException {
        Tensor image = Remotes.image(2, 3, 16);
        try (KServePredictor predictor = Remotes.roofs(Remotes.settings(server.url(), "roofs-semseg"))) {
            server.plan(form, 1, 0);
            Tensor answer = only(predictor.predict(Map.of(Remotes.IMAGE, image)));
            assertThat(Remotes.values(answer))
                    .isEqualTo(local("roofs-semseg", Remotes.IMAGE, Remotes.LOGITS, image)
                            .values());
        }
    }

    /** ONNX Runtime reads the bytes that were sent; what it reads it gives back. */
    @ParameterizedTest
    @CsvSource({
        "BOOL, 0 1 1 0, 0 1 1 0",
        "UINT8, 0 1 128 255, 0 1 128 255",
        "INT32, 0 -7 16777216 -2147483648, 0 -7 16777216 -2147483648",
        "INT64, 49406 -1 16777216 4294967296, 49406 -1 16777216 4294967296",
        "FLOAT16, 0.1 -65504 70000 1e-7, 0.099975586 -65504 Infinity 1.1920929E-7",
        "FLOAT, 0.1 -3e38 NaN -0.0, 0.1 -3e38 NaN -0.0",
        "DOUBLE, 0.1 -3e38 NaN 1e-45, 0.1 -3e38 NaN 1e-45"
    })
    void every_type_makes_the_way_there_and_back(String type, String sent, String expected) {
        try (KServePredictor predictor = RemoteModel.open(
                        "echo", Remotes.settings(server.url(), "echo-" + type), System::getenv)
                .predictor("in", 0, Map.of("out", "out"), true)) {
            for (Fault form : List.of(Fault.STATUS, Fault.JSON)) {
                boolean hasJson = !type.equals("FLOAT16") && !sent.contains("NaN");
                if (form == Fault.JSON && hasJson) {
                    server.plan(form, 1, 0);
                }
                Tensor answer = only(predictor.predict(Map.of("in", Tensor.of(numbers(sent), 2, 2))));
                assertThat(answer.shape()).containsExactly(2, 2);
                assertThat(Remotes.values(answer)).isEqualTo(numbers(expected));
            }
        }
    }

    @Test
    void a_type_that_floats_are_not_converted_to_is_refused() {
        try (RemoteModel model =
                RemoteModel.open("echo", Remotes.settings(server.url(), "echo-INT8"), System::getenv)) {
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> model.predictor("in", 0, Map.of("out", "out"), true))
                    .withMessage("model 'echo': input 'in' must be one of BOOL, UINT8, INT32, INT64, FP16, FP32, FP64,"
                            + " found INT8");
        }
    }

    @Test
    void an_output_may_have_another_name_here() {
        try (KServePredictor predictor = RemoteModel.open(
                        "echo", Remotes.settings(server.url(), "echo-FLOAT"), System::getenv)
                .predictor("", 0, Map.of("#0", "out", "again", "out"), false)) {
            Map<String, Tensor> answers = predictor.predict(Map.of("#0", Tensor.of(new float[] {1, 2}, 1, 2)));
            assertThat(answers.keySet()).containsExactlyInAnyOrder("#0", "again");
            assertThat(Remotes.values(Objects.requireNonNull(answers.get("#0"))))
                    .containsExactly(1, 2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image | 2 | 'model 'roofs': input 'image' must be [?, 3, ?, ?], found [1, 2, 16, 16]'",
                "picture | 3 | 'model 'roofs': inputs must be image, found [picture]'"
            })
    void inputs_that_the_model_does_not_take_are_not_sent(String name, int channels, String message) {
        try (KServePredictor predictor = Remotes.roofs(Remotes.settings(server.url(), "roofs-semseg"))) {
            Tensor image = Remotes.image(1, channels, 16);
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> predictor.predict(Map.of(name, image)))
                    .withMessage(message.replaceAll("^'|'$", ""));
            assertThat(server.inferences()).isZero();
        }
    }

    @Test
    void a_connection_is_used_again() {
        try (KServePredictor predictor = Remotes.roofs(Remotes.settings(server.url(), "roofs-semseg"))) {
            Tensor image = Remotes.image(1, 3, 16);
            for (int i = 0; i < 5; i++) {
                predictor.predict(Map.of(Remotes.IMAGE, image));
            }
            assertThat(server.inferences()).isEqualTo(5);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void threads_get_their_own_answers() throws InterruptedException, ExecutionException, OrtException {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (KServePredictor predictor = Remotes.roofs(Remotes.settings(server.url(), "roofs-semseg"))) {
            server.plan(Fault.STATUS, 3, 503);
            List<Future<float[]>> answers = new ArrayList<>();
            for (int side = 8; side <= 128; side += 8) {
                Tensor image = Remotes.image(1, 3, side);
                answers.add(pool.submit(() -> Remotes.values(only(predictor.predict(Map.of(Remotes.IMAGE, image))))));
            }
            for (int i = 0; i < answers.size(); i++) {
                Tensor image = Remotes.image(1, 3, 8 * (i + 1));
                assertThat(answers.get(i).get())
                        .isEqualTo(local("roofs-semseg", Remotes.IMAGE, Remotes.LOGITS, image)
                                .values());
            }
            assertThat(predictor.incidents().repeatedCalls()).isEqualTo(3);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void a_model_that_the_server_does_not_have_is_named() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> Remotes.roofs(Remotes.settings(server.url(), "roads")))
                .withMessageStartingWith("model 'roofs': the question for metadata at " + server.url()
                        + "/v2/models/roads failed after 1 try: the server answered 404, 'unknown model");
    }

    @Test
    void a_version_is_asked_for_by_its_name() {
        RemoteSettings settings = Remotes.settings(server.url(), "roofs-semseg");
        try (KServePredictor predictor = Remotes.roofs(version(settings, "1"))) {
            assertThat(predictor.predict(Map.of(Remotes.IMAGE, Remotes.image(1, 3, 8))))
                    .isNotEmpty();
        }
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> Remotes.roofs(version(settings, "2")))
                .withMessageContaining(
                        "/v2/models/roofs-semseg/versions/2 failed after 1 try: the server answered 404");
    }

    @Test
    void answers_of_two_versions_are_not_mixed() {
        Tensor image = Remotes.image(1, 3, 8);
        try (KServePredictor predictor = Remotes.roofs(Remotes.settings(server.url(), "roofs-semseg"))) {
            predictor.predict(Map.of(Remotes.IMAGE, image));
            server.plan(Fault.NEXT_VERSION, 1, 0);
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> predictor.predict(Map.of(Remotes.IMAGE, image)))
                    .withMessageEndingWith(
                            "version 2 of the model answered instead of 1; name one in field remote.version,"
                                    + " or restart to go over to another");
        }
    }

    @Test
    void the_hash_follows_from_what_is_known_of_the_model() {
        RemoteSettings settings = Remotes.settings(server.url(), "roofs-semseg");
        String hash = hash(settings);
        assertThat(hash).matches("[0-9a-f]{64}").isEqualTo(hash(settings));
        assertThat(List.of(
                        hash(version(settings, "1")),
                        hash(Remotes.settings(server.url(), "roofs-yolov5")),
                        hash(new RemoteSettings(
                                settings.endpoint(),
                                Optional.of("2026-11"),
                                settings.connectTimeout(),
                                settings.timeout(),
                                settings.retryPolicy(),
                                settings.maxAnswerBytes(),
                                settings.credentials())),
                        hash))
                .doesNotHaveDuplicates();
        // how it is reached changes nothing
        assertThat(hash(Remotes.settings(server.url() + "/", "roofs-semseg", Duration.ofSeconds(9), 0)))
                .isEqualTo(hash);
    }

    private static String hash(RemoteSettings settings) {
        try (RemoteModel model = RemoteModel.open("m", settings, System::getenv)) {
            return model.sha256();
        }
    }

    private static RemoteSettings version(RemoteSettings settings, String version) {
        return new RemoteSettings(
                new Endpoint(settings.endpoint().url(), settings.endpoint().model(), Optional.of(version)),
                settings.revision(),
                settings.connectTimeout(),
                settings.timeout(),
                settings.retryPolicy(),
                settings.maxAnswerBytes(),
                settings.credentials());
    }

    private static float[] numbers(String text) {
        List<Float> numbers =
                Arrays.stream(text.split(" ", -1)).map(Float::valueOf).toList();
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i);
        }
        return values;
    }

    private static Tensor only(Map<String, Tensor> tensors) {
        assertThat(tensors).hasSize(1);
        return tensors.values().iterator().next();
    }

    private static final class Local {
        private final long[] shape;
        private final float[] values;

        Local(long[] shape, float[] values) {
            this.shape = shape;
            this.values = values;
        }

        long[] shape() {
            return shape;
        }

        float[] values() {
            return values;
        }
    }

    /** The model run in this process, on one thread. */
    private static Local local(String name, String input, String output, Tensor image) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(
                            models.resolve(name).resolve("model.onnx").toString(), options);
                    OnnxTensor tensor = OnnxTensor.createTensor(
                            environment, image.data().duplicate().clear(), image.shape());
                    OrtSession.Result result = session.run(Map.of(input, tensor))) {
                OnnxTensor answer = (OnnxTensor) result.get(output).orElseThrow();
                float[] values = new float[answer.getFloatBuffer().capacity()];
                answer.getFloatBuffer().get(values);
                return new Local(answer.getInfo().getShape(), values);
            }
        }
    }
}
