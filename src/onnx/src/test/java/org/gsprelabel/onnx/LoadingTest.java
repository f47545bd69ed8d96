package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.model.Predictor;
import org.gsprelabel.model.Role;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.testdata.server.KServeProcess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests for a model that another one is loading, where one model may be held. One graph of it is on a server, so loading stops
 * where the secret of the server is looked up.
 */
@Timeout(60)
class LoadingTest {

    private static final String SAM = "roofs-sam1";
    private static final String ENCODER = "{\"path\": \"encoder.onnx\"";

    @TempDir
    static Path served;

    private static KServeProcess server;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final CountDownLatch isLoading = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger loads = new AtomicInteger();
    private volatile @Nullable String firstSecret = "secret";

    @SuppressWarnings("NullAway.Init")
    private OnnxModelRepository repository;

    @BeforeAll
    static void serve() throws IOException {
        try (InputStream encoder = TestModels.open(SAM + "/encoder.onnx")) {
            Files.copy(encoder, served.resolve("encoder.onnx"));
        }
        server = KServeProcess.start(served);
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @BeforeEach
    void open() throws IOException {
        TestModels.copyTo(folder, Set.of(SAM));
        Path descriptor = folder.resolve(SAM).resolve("model.json");
        String json = Files.readString(descriptor);
        assertThat(json).contains(ENCODER);
        Files.writeString(
                descriptor,
                json.replaceFirst(
                        "\\{\"path\": \"encoder.onnx\"[^}]*}",
                        "{\"remote\": {\"url\": \"" + server.url()
                                + "\", \"model\": \"encoder\", \"tokenEnv\": \"SECRET\"}}"));
        ScalingModels.write(folder, "other", 2);
        repository = new OnnxModelRepository(folder, this::secret, new RuntimeLimits(1, 4, 1));
    }

    @AfterEach
    void close() {
        goOn.countDown();
        pool.shutdownNow();
        repository.close();
    }

    @Test
    void who_waits_for_a_model_whose_loading_fails_loads_it() throws Exception {
        firstSecret = null;
        Future<ModelLease> first = pool.submit(() -> lease(Caller.patient()));
        isLoading.await();
        TestCaller waiting = new TestCaller();
        Future<ModelLease> second = pool.submit(() -> lease(waiting));
        waiting.told.await();
        assertThat(waiting.waitedFor).isEqualTo("its model to be loaded");

        goOn.countDown();

        assertThatThrownBy(first::get)
                .cause()
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("environment variable SECRET of field remote.tokenEnv is not set");
        second.get().close();
        waiting.served.await();
        assertThat(loads.get()).isEqualTo(2);
        assertNothingIsHeld();
    }

    @Test
    void who_waits_for_a_model_can_be_dismissed_and_the_others_are_given_it() throws Exception {
        Future<ModelLease> first = pool.submit(() -> lease(Caller.patient()));
        isLoading.await();
        TestCaller dismissed = new TestCaller();
        Future<ModelLease> second = pool.submit(() -> lease(dismissed));
        Future<ModelLease> third = pool.submit(() -> lease(Caller.patient()));
        dismissed.told.await();

        dismissed.cancelled = true;

        assertThatThrownBy(second::get)
                .cause()
                .isInstanceOf(CancellationException.class)
                .hasMessage("cancelled while it waited for its model to be loaded");
        assertThat(first.isDone()).isFalse();
        goOn.countDown();
        first.get().close();
        third.get().close();
        assertThat(loads.get()).isEqualTo(1);
        assertNothingIsHeld();
    }

    @Test
    void who_is_dismissed_while_it_loads_leaves_the_model_to_those_who_wait() throws Exception {
        TestCaller dismissed = new TestCaller();
        Future<ModelLease> first = pool.submit(() -> lease(dismissed));
        isLoading.await();
        TestCaller waiting = new TestCaller();
        Future<ModelLease> second = pool.submit(() -> lease(waiting));
        waiting.told.await();

        dismissed.cancelled = true;
        goOn.countDown();

        first.get().close();
        try (ModelLease lease = second.get()) {
            assertThat(lease.model(SAM).graph(Role.DECODER)).isInstanceOf(Predictor.class);
            assertThat(ScalingModels.loaded(repository)).containsExactly(SAM);
        }
        assertThat(loads.get()).isEqualTo(1);
        assertNothingIsHeld();
    }

    @Test
    void closing_waits_for_a_model_that_is_being_loaded_and_no_request_is_given_it() throws Exception {
        Future<ModelLease> first = pool.submit(() -> lease(Caller.patient()));
        isLoading.await();
        TestCaller waiting = new TestCaller();
        Future<ModelLease> second = pool.submit(() -> lease(waiting));
        waiting.told.await();
        Future<?> closing = pool.submit(repository::close);
        while (isOpen()) {
            Thread.onSpinWait();
        }
        assertThat(closing.isDone()).isFalse();
        goOn.countDown();

        closing.get();
        for (Future<ModelLease> request : List.of(first, second)) {
            assertThatThrownBy(request::get).cause().hasMessage("the models have been closed");
        }
        assertThat(ScalingModels.loaded(repository)).isEmpty();
    }

    private boolean isOpen() {
        try {
            repository.reload();
            return true;
        } catch (ModelException e) {
            return false;
        }
    }

    /** A place that nobody gave back would not be given to another model. */
    private void assertNothingIsHeld() {
        ScalingModels.lease(repository, "other").close();
        assertThat(ScalingModels.loaded(repository)).containsExactly("other");
    }

    private ModelLease lease(Caller caller) {
        return repository.lease(List.of(SAM), caller);
    }

    /** The secret of the server; the first who asks for it waits. */
    private @Nullable String secret(String variable) {
        if (loads.incrementAndGet() > 1) {
            return "secret";
        }
        isLoading.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new AssertionError(variable, e);
        }
        return firstSecret;
    }
}
