package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.process.ProcessException;
import org.gsprelabel.export.GeoJsonReader;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.onnx.OnnxModelRepository;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.wps.estimate.MeasuredRates;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.Safeguards;
import org.gsprelabel.wps.publish.CatalogPublisher;
import org.gsprelabel.wps.publish.FailingStore;
import org.gsprelabel.wps.publish.PublishMode;
import org.gsprelabel.wps.publish.StandInServer;
import org.gsprelabel.wps.publish.UnpublishedFeatures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Publishing by the main job, on a scene whose truth is known. */
class PublishToTest {

    private static final Scene SCENE = Scene.of(SceneSpec.of(5, 256).withoutNodata());

    @TempDir
    private Path folder;

    private final StandInServer server = new StandInServer();
    private ModelRepository models;
    private PreLabelProcessFactory factory;

    @BeforeEach
    void open() throws IOException {
        TestModels.copyTo(folder.resolve("models"));
        SCENE.writeGeoTiff(folder.resolve("scene.tif"));
        models = new OnnxModelRepository(folder.resolve("models"));
        CoverageRepository coverages = name -> Plugin.open(folder.resolve(name));
        MeasuredRates rates = MeasuredRates.inMemory();
        Publishing publishing = new Publishing(
                new CatalogPublisher(server),
                new UnpublishedFeatures(folder.resolve("unpublished").toFile()));
        factory = new PreLabelProcessFactory(List.of(
                new PreLabelCoverage(
                        models,
                        coverages,
                        new EmbeddingCache(0),
                        TileCaches.of(PreLabelSettings.defaults().withCacheDir(folder)),
                        Safeguards.none(),
                        rates,
                        publishing),
                new EstimatePreLabel(models, coverages, Safeguards.none(), rates, publishing)));
        factory.register();
    }

    @AfterEach
    void close() {
        factory.unregister();
        models.close();
        server.close();
    }

    @Test
    void a_layer_has_what_the_request_returns_and_the_report_names_it() throws IOException {
        Plugin.Result result = run("publishTo", "demo:labels:roofs");

        assertThat(result.list()).hasSize(SCENE.truth().size());
        assertThat(server.features("roofs"))
                .extracting(feature -> feature.getAttribute("object_id"))
                .containsExactlyInAnyOrderElementsOf(
                        result.list().stream().map(SimpleFeature::getID).toList());
        assertThat(result.report().at("/published/layer").asString()).isEqualTo("demo:roofs");
        assertThat(result.report().at("/published/mode").asString()).isEqualTo("CREATE");
        assertThat(result.report().at("/published/features").asInt())
                .isEqualTo(SCENE.truth().size());
        assertThat(result.report().at("/published").has("problem")).isFalse();
    }

    @Test
    void a_request_without_a_target_publishes_nothing() {
        assertThat(run().report().has("published")).isFalse();
        assertThat(server.layers).isEmpty();
    }

    @Test
    void a_publication_that_fails_after_the_run_loses_no_feature() throws IOException {
        server.failsAt = 2;

        Plugin.Result result = run("publishTo", "demo:labels:roofs");

        assertThat(result.list()).hasSize(SCENE.truth().size());
        assertThat(result.report().at("/published/features").asInt()).isZero();
        assertThat(result.report().at("/published/problem").asString())
                .isEqualTo("the features could not be published to demo:roofs; the server's log has the reason");
        String kept = result.report().at("/published/kept").asString();
        assertThat(kept).startsWith("roofs-").doesNotContain("/");
        assertThat(new GeoJsonReader()
                        .read(folder.resolve("unpublished").resolve(kept))
                        .size())
                .isEqualTo(SCENE.truth().size());
        assertThat(result.report().toString()).doesNotContain("secret");
    }

    @Test
    void a_layer_whose_store_fails_stays_as_it_was_and_the_file_has_what_was_found() throws IOException {
        run("publishTo", "demo:labels:roofs");
        server.failing = new FailingStore(2, FailingStore.Way.ANNOUNCED);

        Plugin.Result result = run("publishTo", "demo:labels:roofs", "publishMode", PublishMode.APPEND);

        assertThat(server.features("roofs")).hasSize(SCENE.truth().size());
        assertThat(result.list()).hasSize(SCENE.truth().size());
        assertThat(result.report().at("/published/problem").asString())
                .isEqualTo("the features could not be published to demo:roofs; the server's log has the reason");
        String kept = result.report().at("/published/kept").asString();
        assertThat(new GeoJsonReader()
                        .read(folder.resolve("unpublished").resolve(kept))
                        .size())
                .isEqualTo(SCENE.truth().size());
    }

    @Test
    void nothing_is_run_for_a_target_that_cannot_be() {
        assertThatThrownBy(() -> run("publishTo", "demo:nothing:roofs"))
                .isInstanceOf(ProcessException.class)
                .hasMessage("publishTo must name a store of features in workspace 'demo', got 'nothing'");
        assertThatThrownBy(() -> run("publishTo", "demo:labels:roofs", "publishMode", PublishMode.APPEND))
                .hasMessageStartingWith("publishMode APPEND wants a layer of features that is there");
        assertThatThrownBy(() -> run("publishMode", PublishMode.REPLACE))
                .hasMessageStartingWith("publishMode and style say how publishTo is done");
        // What a run found would be remembered there.
        assertThat(folder.resolve("tiles")).doesNotExist();
        run();
        assertThat(folder.resolve("tiles")).isNotEmptyDirectory();
    }

    @Test
    void an_estimate_refuses_the_targets_that_the_request_refuses_and_publishes_nothing() {
        assertThatThrownBy(() -> estimate("publishTo", "demo:nothing:roofs"))
                .isInstanceOf(ProcessException.class)
                .hasMessage("publishTo must name a store of features in workspace 'demo', got 'nothing'");
        assertThatThrownBy(() -> estimate("publishMode", PublishMode.REPLACE))
                .hasMessageStartingWith("publishMode and style say how publishTo is done");

        assertThat(estimate("publishTo", "demo:labels:roofs").path("allowed").asBoolean())
                .isTrue();
        assertThat(server.layers).isEmpty();
    }

    @Test
    void without_a_server_there_is_nowhere_to_publish_to() {
        factory.unregister();
        factory = new PreLabelProcessFactory(List.of(new PreLabelCoverage(
                models, name -> Plugin.open(folder.resolve(name)), new EmbeddingCache(0), Safeguards.none())));
        factory.register();

        assertThatThrownBy(() -> run("publishTo", "demo:labels:roofs"))
                .hasMessage("publishTo needs a GeoServer, and there is none here; leave it away, got 'demo:roofs'");
    }

    private static Plugin.Result run(Object... more) {
        return Plugin.preLabelled(inputs(more));
    }

    private static JsonNode estimate(Object... more) {
        return Plugin.estimated(Plugin.inputs(inputs(more)));
    }

    private static Object[] inputs(Object... more) {
        return Stream.concat(
                        Stream.of("coverageName", "scene.tif", "model", "roofs-semseg", "minArea", 5.0),
                        Stream.of(more))
                .toArray();
    }
}
