package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.geotools.api.util.InternationalString;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.util.DefaultProgressListener;
import org.geotools.feature.NameImpl;
import org.geotools.process.Processors;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.onnx.BusyDevice;
import org.gsprelabel.onnx.OnnxModelRepository;
import org.gsprelabel.onnx.RuntimeLimits;
import org.gsprelabel.pipeline.TileCache;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.wps.estimate.MeasuredRates;
import org.gsprelabel.wps.limits.LoadedSettings;
import org.gsprelabel.wps.limits.ModelLimits;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.Safeguards;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two requests for the same at once, of which one works on it, or would if the device were free, and the other waits for that. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedWorkTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ExecutorService clients = Executors.newCachedThreadPool();

    /** What the two share. */
    private enum Shared {
        /** 256 pixels are five tiles of 64 a row, of which neighbours share an eighth. */
        TILES("tiles", "roofs-semseg", 25),
        EMBEDDINGS("embeddings", "roofs-mobilesam", 25);

        private final String words;
        private final String model;
        private final int tiles;

        Shared(String words, String model, int tiles) {
            this.words = words;
            this.model = model;
            this.tiles = tiles;
        }
    }

    /** A client that waits for a word in the name of the task. */
    private static final class Client extends DefaultProgressListener {

        private final String word;
        private final CountDownLatch heard = new CountDownLatch(1);

        Client(String word) {
            this.word = word;
        }

        @Override
        public void setTask(InternationalString task) {
            super.setTask(task);
            if (task.toString().contains(word)) {
                heard.countDown();
            }
        }
    }

    /** The plugin on a machine whose processor is taken until it is freed. */
    private final class Busy implements AutoCloseable {

        private final Shared shared;
        private final ModelRepository models;
        private final PreLabelProcessFactory factory;
        private final List<BusyDevice> others = new ArrayList<>();

        Busy(Shared shared, int threads) throws IOException, InterruptedException {
            this.shared = shared;
            Scene.of(SceneSpec.of(5, 256).withoutNodata()).writeGeoTiff(folder.resolve("scene.tif"));
            TestModels.copyTo(folder.resolve("models"), Set.of(shared.model));
            this.models = new OnnxModelRepository(folder.resolve("models"), new RuntimeLimits(1, threads, 1));
            for (int i = 0; i < threads; i++) {
                others.add(BusyDevice.cpu(models));
            }
            Safeguards safeguards =
                    new Safeguards(LoadedSettings.of(PreLabelSettings.defaults().with(new ModelLimits(1, threads, 1))));
            EmbeddingCache embeddings = new EmbeddingCache(1L << 28);
            this.factory = new PreLabelProcessFactory(List.of(
                    shared == Shared.TILES
                            ? new PreLabelCoverage(
                                    models,
                                    name -> Plugin.open(folder.resolve(name)),
                                    embeddings,
                                    TileCache.inMemory(1L << 28),
                                    safeguards,
                                    MeasuredRates.inMemory(),
                                    Publishing.NONE)
                            : new PreLabelCoverage(
                                    models, name -> Plugin.open(folder.resolve(name)), embeddings, safeguards)));
            factory.register();
        }

        Future<SimpleFeatureCollection> request(DefaultProgressListener listener) {
            return clients.submit(() -> {
                Map<String, Object> outputs = Processors.createProcess(new NameImpl("prelabel", "PreLabelCoverage"))
                        .execute(
                                shared == Shared.TILES
                                        ? Plugin.inputs(
                                                "coverageName", "scene.tif", "model", shared.model, "tileSize", 64)
                                        : Plugin.inputs(
                                                "coverageName",
                                                "scene.tif",
                                                "model",
                                                shared.model,
                                                "tileSize",
                                                64,
                                                "maskGenerator",
                                                "points_per_side=4"),
                                listener);
                return (SimpleFeatureCollection) Objects.requireNonNull(outputs.get("result"));
            });
        }

        /** A request that is at it, as far as it may. */
        Future<SimpleFeatureCollection> working(Client client) throws InterruptedException {
            Future<SimpleFeatureCollection> request = request(client);
            assertThat(client.heard.await(30, TimeUnit.SECONDS)).as(client.word).isTrue();
            return request;
        }

        void free() {
            others.forEach(BusyDevice::close);
        }

        @Override
        public void close() {
            factory.unregister();
            models.close();
        }
    }

    @AfterEach
    void stop() {
        clients.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"TILES, 1", "TILES, 2", "EMBEDDINGS, 1", "EMBEDDINGS, 2"})
    void who_waits_for_another_request_says_so_and_can_be_dismissed_and_the_other_goes_on(Shared shared, int threads)
            throws Exception {
        try (Busy busy = new Busy(shared, threads)) {
            Future<SimpleFeatureCollection> other = busy.working(new Client("waiting for the CPU"));
            Client client = new Client("waiting for " + shared.words + " that are being computed");
            Future<SimpleFeatureCollection> dismissed = busy.working(client);

            client.setCanceled(true);

            assertThatThrownBy(dismissed::get)
                    .cause()
                    .isInstanceOf(FailedRequestException.class)
                    .hasMessage("cancelled after 0 of " + shared.tiles + " tiles");
            assertThat(other.isDone()).isFalse();
            busy.free();
            assertThat(other.get().size()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"TILES, 1", "TILES, 2", "EMBEDDINGS, 1", "EMBEDDINGS, 2"})
    void who_waits_for_a_request_that_is_dismissed_takes_over(Shared shared, int threads) throws Exception {
        try (Busy busy = new Busy(shared, threads)) {
            Client dismissed = new Client("waiting for the CPU");
            Future<SimpleFeatureCollection> first = busy.working(dismissed);
            Client waiting = new Client("waiting for " + shared.words + " that are being computed");
            Future<SimpleFeatureCollection> second = busy.working(waiting);

            dismissed.setCanceled(true);

            assertThatThrownBy(first::get).cause().isInstanceOf(FailedRequestException.class);
            busy.free();
            assertThat(second.get().size()).isPositive();
        }
    }
}
