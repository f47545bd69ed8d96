package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.geoserver.config.GeoServerInitializer;
import org.geoserver.platform.ModuleStatus;
import org.geotools.api.data.Parameter;
import org.geotools.api.feature.type.Name;
import org.geotools.api.util.InternationalString;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.util.DefaultProgressListener;
import org.geotools.feature.NameImpl;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.process.ProcessException;
import org.geotools.process.Processors;
import org.gsprelabel.cache.Remembered;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.pipeline.TileCache;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.wps.limits.CacheLimits;
import org.gsprelabel.wps.limits.CacheSize;
import org.gsprelabel.wps.limits.LiveLimits;
import org.gsprelabel.wps.limits.LoadedSettings;
import org.gsprelabel.wps.limits.ModelLimits;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.Property;
import org.gsprelabel.wps.limits.RequestLimits;
import org.gsprelabel.wps.limits.Safeguards;
import org.gsprelabel.wps.limits.SettingsException;
import org.gsprelabel.wps.styles.StandInStyles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringVersion;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The plugin's real Spring XML. */
class PluginContextTest {

    private static final Name PRE_LABEL = new NameImpl("prelabel", "PreLabelCoverage");

    @Test
    void starts_serves_and_leaves_nothing_behind_twice_in_one_jvm(@TempDir Path dataDirectory) throws IOException {
        TestModels.copyTo(dataDirectory.resolve("prelabel/models"));
        Path file = dataDirectory.resolve("scene.tif");
        Scene scene = Scene.of(SceneSpec.of(5, 256).withoutNodata());
        scene.writeGeoTiff(file);
        for (int round = 0; round < 2; round++) {
            ModelRepository models;
            try (GenericApplicationContext context =
                    ServerContext.start(new GenericApplicationContext(), dataDirectory, file)) {
                models = context.getBean("prelabelAllModels", ModelRepository.class);
                Map<String, Object> outputs = Processors.createProcess(PRE_LABEL)
                        .execute(
                                Plugin.inputs("coverageName", "town:scene", "model", "roofs-semseg", "minArea", 5.0),
                                null);
                assertThat(((SimpleFeatureCollection) Objects.requireNonNull(outputs.get("result"))).size())
                        .isEqualTo(scene.truth().size());
                assertThatThrownBy(() -> Processors.createProcess(PRE_LABEL)
                                .execute(Plugin.inputs("coverageName", "town:secret", "model", "roofs-semseg"), null))
                        .isInstanceOf(ProcessException.class)
                        .hasMessage("coverageName 'town:secret' is not known; it must be workspace:layer");
            }
            assertThat(Processors.createProcessFactory(PRE_LABEL)).isNull();
            assertThat(Processors.getProcessFactories()).noneMatch(PreLabelProcessFactory.class::isInstance);
            assertThatThrownBy(() -> models.get("roofs-semseg")).hasMessage("the models have been closed");
            assertThat(threadsOfThePlugin()).isEmpty();
        }
    }

    /** The build runs this class with Spring 6 and, as GeoServer 3 has it, with Spring 7. */
    @Test
    void the_spring_that_is_asked_for_starts_the_context() {
        assertThat(SpringVersion.getVersion()).isEqualTo(System.getProperty("spring.version"));
    }

    @Test
    void the_list_of_modules_says_that_models_can_run(@TempDir Path dataDirectory) throws IOException {
        TestModels.copyTo(dataDirectory.resolve("prelabel/models"));
        try (GenericApplicationContext context = start(dataDirectory)) {
            ModuleStatus status = context.getBean(ModuleStatus.class);

            assertThat(status.isAvailable()).isTrue();
            assertThat(status.getMessage())
                    .hasValueSatisfying(message -> assertThat(message)
                            .startsWith("ONNX Runtime 1.")
                            .contains(TestModels.ids().size() + " of "
                                    + TestModels.ids().size() + " models can be used."));
        }
    }

    @Test
    void every_parameter_is_described_with_its_bounds(@TempDir Path dataDirectory) {
        try (GenericApplicationContext context = start(dataDirectory)) {
            assertThat(context.isActive()).isTrue();
            Map<String, Parameter<?>> parameters = Processors.getParameterInfo(PRE_LABEL);

            assertThat(parameters)
                    .containsKeys(
                            "coverage",
                            "coverageName",
                            "model",
                            "nms",
                            "roi",
                            "tileSize",
                            "overlap",
                            "resolution",
                            "minConfidence",
                            "minArea",
                            "maxArea",
                            "classes",
                            "merge",
                            "agreement",
                            "minAgreement",
                            "classAware",
                            "simplify",
                            "smooth",
                            "square",
                            "minHoleArea",
                            "minWidth",
                            "targetCRS",
                            "timestamp",
                            "threads",
                            "batch");
            assertThat(parameters.values()).allSatisfy(parameter -> {
                assertThat(parameter.getDescription().toString()).isNotBlank();
                assertThat(parameter.isRequired()).isEqualTo(parameter.getName().equals("model"));
            });
            assertThat(Processors.getResultInfo(PRE_LABEL, Map.of())).containsOnlyKeys("result", "report");
        }
    }

    /** A map is held up in its first tile; requests are told to end before the threads that it needs are. */
    @Test
    @Timeout(120)
    void a_map_that_the_server_stops_for_is_cancelled_before_its_threads_are(@TempDir Path dataDirectory)
            throws Exception {
        TestModels.copyTo(dataDirectory.resolve("prelabel/models"));
        Path file = dataDirectory.resolve("scene.tif");
        Scene.of(SceneSpec.of(5, 256).withoutNodata()).writeGeoTiff(file);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService clients = Executors.newCachedThreadPool();
        GenericApplicationContext context = ServerContext.start(new GenericApplicationContext(), dataDirectory, file);
        try (context) {
            Safeguards safeguards = context.getBean(Safeguards.class);
            Future<?> map = clients.submit(() -> Processors.createProcess(new NameImpl("prelabel", "LiveLabels"))
                    .execute(
                            Plugin.inputs(
                                    "coverageName",
                                    "town:scene",
                                    "model",
                                    "roofs-semseg",
                                    "tileSize",
                                    64,
                                    "outputBBOX",
                                    ReferencedEnvelope.reference(
                                            new GeoTiffReader(file.toFile()).getOriginalEnvelope())),
                            new DefaultProgressListener() {
                                @Override
                                public void setTask(InternationalString task) {
                                    if (task.toString().startsWith("tile 1 of")) {
                                        running.countDown();
                                        awaitQuietly(goOn);
                                    }
                                }
                            }));
            running.await();
            Future<?> stopping = clients.submit(context::close);
            awaitClosed(safeguards);

            assertThat(Thread.getAllStackTraces().keySet())
                    .anyMatch(thread -> thread.getName().startsWith("prelabel-tile"));
            goOn.countDown();
            stopping.get();

            assertThatThrownBy(map::get)
                    .cause()
                    .isInstanceOf(FailedRequestException.class)
                    .hasMessageStartingWith("cancelled after 1 of ");
        } finally {
            clients.shutdownNow();
        }
        assertThat(threadsOfThePlugin()).isEmpty();
    }

    private static void awaitClosed(Safeguards safeguards) throws InterruptedException {
        while (true) {
            try {
                safeguards.begin(() -> false).close();
                Thread.sleep(10);
            } catch (SettingsException e) {
                return;
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void settings_come_from_the_environment_then_from_the_file_and_every_property_is_asked_for(
            @TempDir Path dataDirectory) throws IOException {
        Files.createDirectories(dataDirectory.resolve("prelabel"));
        Files.writeString(
                dataDirectory.resolve("prelabel/prelabel.properties"), "prelabel.maxTiles=11\nprelabel.threads=2");
        Map<String, Object> system = new HashMap<>();
        for (Property property : Property.values()) {
            system.put(property.key().replace('.', '_').toUpperCase(Locale.ROOT), "17");
        }
        system.put("PRELABEL_LIVELABELS", "false");
        system.remove("PRELABEL_THREADS");
        system.put("PRELABEL_INSTALLSTYLES", "false");
        system.put("PRELABEL_TILECACHEMEMORYMEGABYTES", "18");
        system.put("PRELABEL_TILECACHEDISKMEGABYTES", "19");
        GenericApplicationContext context = ServerContext.prepare(new GenericApplicationContext(), dataDirectory);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("variables", system));
        try (context) {
            context.refresh();

            assertThat(context.getBean(LoadedSettings.class))
                    .isEqualTo(LoadedSettings.of(new PreLabelSettings(
                            new RequestLimits(17, 17, 17, 17L << 20),
                            new LiveLimits(false, 17, 17),
                            new ModelLimits(17, 2, 17),
                            new CacheLimits(
                                    Optional.of(dataDirectory.resolve("prelabel/17")),
                                    new CacheSize(17L << 20, 17L << 20),
                                    new CacheSize(18L << 20, 19L << 20)),
                            false)));
            assertThat(mostBytes(context.getBean(EmbeddingCache.class))).containsExactly(17L << 20, 17L << 20);
            assertThat(mostBytes(context.getBean(TileCache.class))).containsExactly(18L << 20, 19L << 20);
        }
    }

    @Test
    void geoserver_finds_by_its_type_what_adds_the_shipped_styles(@TempDir Path dataDirectory) throws Exception {
        StandInStyles server = new StandInStyles();
        try (GenericApplicationContext context = start(dataDirectory)) {
            context.getBean(GeoServerInitializer.class).initialize(server);
        }
        assertThat(server.styles).containsKeys("prelabel-class", "prelabel-confidence", "prelabel-labels");
    }

    @Test
    void a_wrong_setting_lets_the_server_start_and_is_told_wherever_someone_asks(@TempDir Path dataDirectory)
            throws IOException {
        Files.createDirectories(dataDirectory.resolve("prelabel"));
        Files.writeString(dataDirectory.resolve("prelabel/prelabel.properties"), "prelabel.maxTiles=lots");
        String told = "prelabel.maxTiles must be a whole number at least 1, got 'lots' from prelabel.properties";
        try (GenericApplicationContext context = start(dataDirectory)) {
            ModuleStatus status = context.getBean(ModuleStatus.class);

            assertThat(status.isAvailable()).isFalse();
            assertThat(status.getMessage())
                    .hasValueSatisfying(
                            message -> assertThat(message).startsWith("Requests are refused: " + told + "."));
            assertThatThrownBy(() -> Processors.createProcess(PRE_LABEL)
                            .execute(Plugin.inputs("coverageName", "town:scene", "model", "roofs-semseg"), null))
                    .isInstanceOf(ProcessException.class)
                    .hasMessage("the plugin is not set up; the server's list of modules and its log have the reason");
        }
    }

    /** In memory, and on disk. */
    private static List<Long> mostBytes(Remembered cache) {
        return List.of(
                cache.usage().memory().mostBytes(),
                cache.usage().disk().orElseThrow().mostBytes());
    }

    /** One that is about to end may. */
    private static List<Thread> threadsOfThePlugin() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("prelabel")
                        || thread.getName().startsWith("onnxruntime"))
                .filter(thread -> !ended(thread))
                .toList();
    }

    private static boolean ended(Thread thread) {
        try {
            thread.join(10_000);
            return !thread.isAlive();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GenericApplicationContext start(Path dataDirectory) {
        return ServerContext.start(new GenericApplicationContext(), dataDirectory);
    }
}
