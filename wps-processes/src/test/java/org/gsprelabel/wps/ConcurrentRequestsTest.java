package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.geotools.api.util.InternationalString;
import org.geotools.data.util.DefaultProgressListener;
import org.geotools.feature.NameImpl;
import org.geotools.process.Processors;
import org.gsprelabel.model.Caller;
import org.gsprelabel.onnx.BusyDevice;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.wps.limits.LoadedSettings;
import org.gsprelabel.wps.limits.ModelLimits;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.Safeguards;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several requests at once, on a machine that may hold one model. */
@Timeout(120)
class ConcurrentRequestsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ExecutorService clients = Executors.newCachedThreadPool();

    /** A client that waits for a word in the name of the task. */
    private static final class Client extends DefaultProgressListener {

        private final String word;
        private final CountDownLatch heard = new CountDownLatch(1);
        private final AtomicReference<String> last = new AtomicReference<>("");

        Client(String word) {
            this.word = word;
        }

        @Override
        public void setTask(InternationalString task) {
            super.setTask(task);
            last.set(task.toString());
            if (task.toString().contains(word)) {
                heard.countDown();
            }
        }
    }

    @BeforeEach
    void writeScene() throws IOException {
        Scene.of(SceneSpec.of(5, 256).withoutNodata()).writeGeoTiff(folder.resolve("scene.tif"));
    }

    @AfterEach
    void stop() {
        clients.shutdownNow();
    }

    @Test
    void twenty_at_once_give_what_one_alone_gives() throws Exception {
        try (Plugin plugin = plugin(2)) {
            List<String> alone = preLabel(plugin);
            List<Future<List<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(clients.submit(() -> preLabel(plugin)));
            }
            for (Future<List<String>> answer : answers) {
                assertThat(answer.get()).isEqualTo(alone).isNotEmpty();
            }
        }
    }

    /** What there is once, and somebody else has. */
    private enum Scarce {
        PLACE_OF_A_MODEL(
                "another model to be given back", "cancelled while it waited for another model to be given back") {
            @Override
            Runnable taken(Plugin plugin) {
                return plugin.models().lease(List.of("roofs-yolov5"), Caller.patient())::close;
            }
        },
        DEVICE("the CPU", "cancelled after 0 of 25 tiles") {
            @Override
            Runnable taken(Plugin plugin) throws InterruptedException {
                return BusyDevice.cpu(plugin.models())::close;
            }
        };

        private final String words;
        private final String end;

        /**
         * @param words of what is waited for
         * @param end of a request that is dismissed: 256 pixels are five tiles of 64 a row, of which neighbours share an eighth
         */
        Scarce(String words, String end) {
            this.words = words;
            this.end = end;
        }

        /** Takes it, and says how to give it back. */
        abstract Runnable taken(Plugin plugin) throws InterruptedException;
    }

    @ParameterizedTest
    @EnumSource
    void a_request_that_waits_says_for_what_and_goes_on(Scarce scarce) throws Exception {
        try (Plugin plugin = plugin(1)) {
            Runnable giveBack = scarce.taken(plugin);
            Client client = new Client("waiting for " + scarce.words);
            Future<?> request = clients.submit(() -> execute(client));

            client.heard.await();
            assertThat(request.isDone()).isFalse();
            giveBack.run();
            request.get();

            assertThat(client.last.get()).startsWith("tile ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_request_that_waits_can_be_dismissed_and_takes_nothing_from_the_next(Scarce scarce) throws Exception {
        try (Plugin plugin = plugin(1)) {
            Runnable giveBack = scarce.taken(plugin);
            Client client = new Client("waiting for " + scarce.words);
            Future<?> request = clients.submit(() -> execute(client));
            client.heard.await();

            client.setCanceled(true);

            assertThatThrownBy(request::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(FailedRequestException.class)
                    .hasMessage(scarce.end);
            giveBack.run();
            // there is one place and one turn: were it lost, this would never end
            assertThat(preLabel(plugin)).isNotEmpty();
        }
    }

    @Test
    void closing_ends_a_request_that_waits_and_one_that_runs_and_leaves_no_thread() throws Exception {
        Plugin plugin = plugin(2);
        Client running = new Client("tile 1 of");
        CountDownLatch goOn = new CountDownLatch(1);
        Future<?> request = clients.submit(() -> execute(new DefaultProgressListener() {
            @Override
            public void setTask(InternationalString task) {
                running.setTask(task);
                if (task.toString().startsWith("tile 1 of")) {
                    awaitQuietly(goOn);
                }
            }
        }));
        running.heard.await();
        Client waiting = new Client("waiting for");
        Future<?> second = clients.submit(() -> Processors.createProcess(new NameImpl("prelabel", "PreLabelCoverage"))
                .execute(Plugin.inputs("coverageName", "scene.tif", "model", "roofs-yolov5"), waiting));
        waiting.heard.await();

        Future<?> closing = clients.submit(plugin::close);
        assertThatThrownBy(second::get).cause().isInstanceOf(FailedRequestException.class);
        assertThat(closing.isDone()).isFalse();
        goOn.countDown();
        closing.get();

        assertThatThrownBy(request::get)
                .cause()
                .isInstanceOf(FailedRequestException.class)
                .hasMessageStartingWith("cancelled after 1 of ");
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("prelabel-"))
                        .collect(Collectors.toSet()))
                .isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> preLabel(Plugin plugin) {
        return plugin.preLabel("coverageName", "scene.tif", "model", "roofs-semseg", "tileSize", 64)
                .texts();
    }

    private static Object execute(DefaultProgressListener listener) {
        return Processors.createProcess(new NameImpl("prelabel", "PreLabelCoverage"))
                .execute(Plugin.inputs("coverageName", "scene.tif", "model", "roofs-semseg", "tileSize", 64), listener);
    }

    private Plugin plugin(int threads) {
        return new Plugin(
                folder,
                new EmbeddingCache(0),
                new Safeguards(LoadedSettings.of(PreLabelSettings.defaults().with(new ModelLimits(1, threads, 1)))));
    }
}
