package org.gsprelabel.wps.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.util.ProgressListener;
import org.geotools.coverage.grid.io.GridCoverage2DReader;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.data.util.DefaultProgressListener;
import org.geotools.feature.NameImpl;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.process.Process;
import org.geotools.process.ProcessException;
import org.geotools.process.Processors;
import org.geotools.process.RenderingProcess;
import org.geotools.referencing.CRS;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.ModelLease;
import org.gsprelabel.onnx.OnnxModelRepository;
import org.gsprelabel.onnx.RuntimeLimits;
import org.gsprelabel.pipeline.TileCache;
import org.gsprelabel.pipeline.TilePool;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.testdata.Georeference;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.wps.FailedRequestException;
import org.gsprelabel.wps.PreLabelProcessFactory;
import org.gsprelabel.wps.limits.LiveLimits;
import org.gsprelabel.wps.limits.LoadedSettings;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.Safeguards;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** What a map waits for, and for how long: on a server that may hold one model, over a scene of four tiles. */
@Timeout(180)
class LiveBudgetTest {

    private static final int SIZE = 512;
    private static final Scene SCENE = Scene.of(SceneSpec.of(21, SIZE).withoutNodata());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private OnnxModelRepository models;

    private final TilePool pool = new TilePool(2);
    private final ExecutorService clients = Executors.newCachedThreadPool();

    @SuppressWarnings("NullAway.Init")
    private PreLabelProcessFactory factory;

    @SuppressWarnings("NullAway.Init")
    private Safeguards safeguards;

    @BeforeEach
    void open() throws IOException {
        SCENE.writeGeoTiff(folder.resolve("scene.tif"));
        TestModels.copyTo(Files.createDirectories(folder.resolve("models")));
        models = new OnnxModelRepository(folder.resolve("models"), new RuntimeLimits(1, 2, 1));
        register(new LiveLimits(64, 600));
    }

    @AfterEach
    void close() {
        clients.shutdownNow();
        factory.unregister();
        safeguards.close();
        pool.close();
        models.close();
    }

    @Test
    void a_map_waits_for_a_model_no_longer_than_it_may_and_says_so() throws Exception {
        try (ModelLease other = models.lease(List.of("roofs-yolov5"), Caller.patient())) {
            assertThat(other.model("roofs-yolov5")).isNotNull();

            assertMessage(live("maxSeconds", 2.0), "the server is busy with other models, ask for the map again");
        }
        assertThat(live("maxSeconds", 600.0))
                .hasSizeGreaterThan(4)
                .allSatisfy(feature ->
                        assertThat(feature.getAttribute(LiveFeatures.MESSAGE)).isNull());
    }

    @Test
    void a_map_that_is_not_labelled_waits_for_no_model_and_loads_none() throws Exception {
        try (ModelLease other = models.lease(List.of("roofs-yolov5"), Caller.patient())) {
            assertThat(other.model("roofs-yolov5")).isNotNull();

            assertMessage(
                    live("maxTiles", 1),
                    "zoom in to see live labels: this map needs " + tiles() + " tiles, maxTiles allows 1");
            assertMessage(
                    live("scaleDenominator", 6000.0, "maxScaleDenominator", 5000.0),
                    "zoom in to 1:5000 to see live labels; this map is 1:6000");
            assertThat(live("outputBBOX", map(2 * SIZE, 0, 100, 100))).isEmpty();
        }
    }

    /** Windows begin every 224 pixels: at 0, 224 and 448. */
    private static int tiles() {
        return 9;
    }

    @Test
    void a_map_that_is_dismissed_while_it_waits_for_a_model_ends_in_a_sentence() {
        try (ModelLease other = models.lease(List.of("roofs-yolov5"), Caller.patient())) {
            assertThat(other.model("roofs-yolov5")).isNotNull();
            CountDownLatch asked = new CountDownLatch(3);
            DefaultProgressListener client = new DefaultProgressListener() {
                @Override
                public boolean isCanceled() {
                    asked.countDown();
                    return super.isCanceled();
                }
            };
            Future<?> map = clients.submit(() -> execute(client, inputs()));
            awaitQuietly(asked);

            client.setCanceled(true);

            assertThatThrownBy(map::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(FailedRequestException.class)
                    .hasMessage("cancelled while it waited for a model");
        }
    }

    @Test
    void a_server_that_stops_ends_maps_that_wait_for_a_model() {
        try (ModelLease other = models.lease(List.of("roofs-yolov5"), Caller.patient())) {
            assertThat(other.model("roofs-yolov5")).isNotNull();
            CountDownLatch asked = new CountDownLatch(3);
            Future<?> map = clients.submit(() -> execute(
                    new DefaultProgressListener() {
                        @Override
                        public boolean isCanceled() {
                            asked.countDown();
                            return false;
                        }
                    },
                    inputs()));
            awaitQuietly(asked);

            safeguards.close();

            assertThatThrownBy(map::get)
                    .cause()
                    .isInstanceOf(FailedRequestException.class)
                    .hasMessage("cancelled while it waited for a model");
        }
    }

    @Test
    void a_range_of_values_that_is_not_found_in_time_is_not_waited_for() throws Exception {
        Path descriptor = folder.resolve("models/roofs-semseg/model.json");
        Files.writeString(
                descriptor,
                Files.readString(descriptor).replace("{\"min\": 0, \"max\": 255}", "{\"percentiles\": [0, 100]}"));
        models.lease(List.of("roofs-semseg"), Caller.patient()).close();

        assertMessage(
                live("maxSeconds", 0.0),
                "the range of the coverage's values was not found in time, ask for the map again");
        assertThat(live("maxSeconds", 600.0)).hasSizeGreaterThan(4);
    }

    @Test
    void without_live_labels_no_map_is_labelled() {
        factory.unregister();
        register(new LiveLimits(false, 64, 600));

        assertThatThrownBy(() -> live("coverageName", "secret"))
                .isInstanceOf(ProcessException.class)
                .hasMessage("live labels are switched off on this server (prelabel.liveLabels=false)");
    }

    @Test
    void a_text_that_is_no_number_is_refused_and_maps_still_find_the_process() throws Exception {
        Process process = process();
        Map<String, Object> inputs = inputs("maxTiles", null);

        assertThatThrownBy(() -> process.execute(inputs, null))
                .isInstanceOf(ProcessException.class)
                .hasMessage("maxTiles must be a whole number");
        assertThat(process).isInstanceOf(RenderingProcess.class);
    }

    private static void assertMessage(List<SimpleFeature> features, String message) throws Exception {
        assertThat(features).singleElement().satisfies(feature -> {
            assertThat(feature.getAttribute(LiveFeatures.MESSAGE)).isEqualTo(message);
            assertThat(feature.getAttribute("class_name")).isNull();
            assertThat(((Geometry) feature.getDefaultGeometry())
                            .symDifference(new GeometryFactory().toGeometry(map(0, 0, SIZE, SIZE)))
                            .getArea())
                    .isLessThan(1e-6);
        });
    }

    private void register(LiveLimits limits) {
        safeguards =
                new Safeguards(LoadedSettings.of(PreLabelSettings.unlimited().with(limits)));
        factory = new PreLabelProcessFactory(List.of(new LiveLabels(
                models, this::reader, new EmbeddingCache(0), TileCache.inMemory(1 << 20), safeguards, pool)));
        factory.register();
    }

    private GridCoverage2DReader reader(String name) {
        try {
            return new GeoTiffReader(folder.resolve(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<SimpleFeature> live(Object... namesAndValues) throws Exception {
        List<SimpleFeature> features = new ArrayList<>();
        try (SimpleFeatureIterator iterator =
                execute(null, inputs(namesAndValues)).features()) {
            while (iterator.hasNext()) {
                features.add(iterator.next());
            }
        }
        return features;
    }

    private static SimpleFeatureCollection execute(@Nullable ProgressListener listener, Map<String, Object> inputs) {
        return (SimpleFeatureCollection)
                Objects.requireNonNull(process().execute(inputs, listener).get("result"));
    }

    private static Process process() {
        return Processors.createProcess(new NameImpl("prelabel", "LiveLabels"));
    }

    private static Map<String, Object> inputs(@Nullable Object... namesAndValues) throws Exception {
        Map<String, Object> inputs = new HashMap<>(Map.of(
                "coverageName",
                "scene.tif",
                "model",
                "roofs-semseg",
                "tileSize",
                256,
                "overlap",
                0.125,
                "outputBBOX",
                map(0, 0, SIZE, SIZE)));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            inputs.put((String) Objects.requireNonNull(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return inputs;
    }

    private static ReferencedEnvelope map(int x, int y, int width, int height) throws Exception {
        Georeference grid = SCENE.spec().georeference();
        return new ReferencedEnvelope(
                new Envelope(
                        grid.worldX(x, y),
                        grid.worldX(x + width, y + height),
                        grid.worldY(x + width, y + height),
                        grid.worldY(x, y)),
                CRS.decode(grid.crsCode(), true));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
