package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gsprelabel.model.ModelException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be used: {@link OnnxModelRepositoryTest} has those that can. */
@Timeout(60)
class BareModelsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    private final AtomicInteger opened = new AtomicInteger();

    private final BareModels models = new BareModels((id, path) -> {
        throw new ModelException("model '" + id + "': problem " + opened.incrementAndGet());
    });

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("broken.onnx"), "no graph");
    }

    @Test
    void a_file_that_cannot_be_used_is_opened_once() {
        requireProblem(1);
        requireProblem(1);
    }

    @Test
    void it_is_opened_again_when_it_has_another_length() throws IOException {
        requireProblem(1);
        Files.writeString(file, "no graph either");

        requireProblem(2);
        requireProblem(2);
    }

    /** A large model is often copied graph first. */
    @Test
    void it_is_opened_again_when_weights_come_beside_it_and_not_for_other_models() throws IOException {
        requireProblem(1);
        Files.writeString(folder.resolve("other.onnx"), "no graph");
        requireProblem(1);

        Path weights = Files.writeString(folder.resolve("broken.onnx.data"), "half");
        requireProblem(2);
        Files.writeString(weights, "half and half");
        requireProblem(3);
        requireProblem(3);
    }

    @Test
    void it_is_opened_again_when_it_could_not_be_read() {
        BareModels unread = new BareModels((id, path) -> {
            throw new ModelException(
                    "model '" + id + "': try " + opened.incrementAndGet(), new IOException("the disk is away"));
        });

        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> unread.descriptor("m", file)).hasMessage("model 'm': try " + i);
        }
    }

    @Test
    void it_is_opened_again_when_that_is_asked_for() {
        requireProblem(1);
        models.retry();

        requireProblem(2);
    }

    /** As many descriptions at once as there are requests for them: each file is opened once, and one at a time. */
    @Test
    void one_file_is_open_at_a_time() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(8);
        BareModels slow = new BareModels((id, path) -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            opened.incrementAndGet();
            await(started);
            Thread.onSpinWait();
            inside.decrementAndGet();
            throw new ModelException("model '" + id + "': no graph");
        });
        Path second = Files.writeString(folder.resolve("second.onnx"), "no graph");
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<?>> requests = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Path asked = i % 2 == 0 ? file : second;
            requests.add(pool.submit(() -> {
                started.countDown();
                assertThatThrownBy(() -> slow.descriptor("m", asked)).hasMessage("model 'm': no graph");
            }));
        }
        for (Future<?> request : requests) {
            request.get();
        }
        pool.shutdown();

        assertThat(most).hasValue(1);
        assertThat(opened).hasValue(2);
    }

    private void requireProblem(int number) {
        assertThatThrownBy(() -> models.descriptor("broken", file))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'broken': problem " + number);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
