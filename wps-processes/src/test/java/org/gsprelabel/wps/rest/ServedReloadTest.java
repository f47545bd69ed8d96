package org.gsprelabel.wps.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.geotools.api.util.InternationalString;
import org.geotools.api.util.ProgressListener;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.util.DefaultProgressListener;
import org.geotools.feature.NameImpl;
import org.geotools.process.Processors;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.testdata.server.KServeProcess;
import org.gsprelabel.wps.Callers;
import org.gsprelabel.wps.ServedPackages;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A model on an inference server, which an administrator moves to another one while the plugin runs. */
@Timeout(120)
class ServedReloadTest {

    private static final String MODEL = "roofs-semseg";
    private static final Scene SCENE = Scene.of(SceneSpec.of(5, 256).withoutNodata());

    @TempDir
    static Path served;

    private static KServeProcess first;
    private static KServeProcess second;

    @TempDir
    private Path data;

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private Rest rest;

    @BeforeAll
    static void serve() throws IOException {
        TestModels.copyTo(served, Set.of(MODEL));
        first = KServeProcess.start(served);
        second = KServeProcess.start(served);
    }

    @AfterAll
    static void end() {
        first.close();
        second.close();
    }

    @BeforeEach
    void start() throws IOException {
        first.reset();
        second.reset();
        SCENE.writeGeoTiff(data.resolve("scene.tif"));
        serveBy(first);
        rest = new Rest(data);
    }

    @AfterEach
    void stop() {
        clients.shutdownNow();
        rest.close();
        Callers.nobody();
    }

    @Test
    void a_package_that_is_as_it_was_stays_loaded() throws Exception {
        assertThat(preLabel(null)).isEqualTo(SCENE.truth().size());

        JsonNode answer = rest.ok("POST", "/rest/prelabel/models/reload");

        assertThat(answer.path("closed")).isEmpty();
        assertThat(answer.path("inUse")).isEmpty();
        assertThat(device()).isEqualTo("server " + first.url());
    }

    @Test
    void requests_go_to_the_new_server_once_it_is_told_and_not_before() throws Exception {
        preLabel(null);
        serveBy(second);
        assertThat(device()).isEqualTo("server " + first.url());

        JsonNode answer = rest.ok("POST", "/rest/prelabel/models/reload");

        assertThat(answer.path("closed").toString()).isEqualTo("[\"served\"]");
        assertThat(answer.path("inUse")).isEmpty();
        assertThat(rest.ok("GET", "/rest/prelabel/models/served").path("loaded").booleanValue())
                .isFalse();
        int before = first.inferences();
        assertThat(preLabel(null)).isEqualTo(SCENE.truth().size());
        assertThat(device()).isEqualTo("server " + second.url());
        assertThat(second.inferences()).isPositive();
        assertThat(first.inferences()).isEqualTo(before);
    }

    @Test
    void a_request_under_way_ends_with_the_server_that_it_began_with() throws Exception {
        CountDownLatch isUnderWay = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Future<Integer> request = clients.submit(() -> preLabel(new DefaultProgressListener() {
            @Override
            public void setTask(InternationalString task) {
                super.setTask(task);
                if (task.toString().startsWith("tile 1 of")) {
                    isUnderWay.countDown();
                    awaitQuietly(goOn);
                }
            }
        }));
        isUnderWay.await();
        serveBy(second);

        assertThat(rest.ok("POST", "/rest/prelabel/models/reload")
                        .path("closed")
                        .toString())
                .isEqualTo("[\"served\"]");
        goOn.countDown();

        assertThat(request.get()).isEqualTo(SCENE.truth().size());
        assertThat(second.inferences()).isZero();
    }

    @Test
    void a_package_that_is_gone_is_not_found_any_more() throws Exception {
        preLabel(null);
        Path folder = data.resolve("prelabel/models/served");
        Files.delete(folder.resolve("model.json"));
        Files.delete(folder);

        assertThat(rest.ok("POST", "/rest/prelabel/models/reload")
                        .path("closed")
                        .toString())
                .isEqualTo("[\"served\"]");

        assertThat(rest.administrator("GET", "/rest/prelabel/models/served").getStatus())
                .isEqualTo(404);
    }

    private void serveBy(KServeProcess server) throws IOException {
        Path folder = ServedPackages.write(data.resolve("prelabel/models"), MODEL, "served", server.url());
        // ports have as many digits each, and a clock may not have ticked between two states
        Files.writeString(
                folder.resolve("model.json"), " ".repeat(server == second ? 1 : 0), StandardOpenOption.APPEND);
    }

    private String device() throws Exception {
        return rest.ok("GET", "/rest/prelabel/models/served").path("device").stringValue();
    }

    /** Number of features. */
    private static int preLabel(@Nullable ProgressListener listener) {
        Map<String, Object> inputs =
                Map.of("coverageName", "town:scene", "model", "served", "minArea", 5.0, "tileSize", 128, "threads", 1);
        Object features = Processors.createProcess(new NameImpl("prelabel", "PreLabelCoverage"))
                .execute(inputs, listener)
                .get("result");
        return ((SimpleFeatureCollection) Objects.requireNonNull(features)).size();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
