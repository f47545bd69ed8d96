package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.onnx.OnnxModelRepository;
import org.gsprelabel.pipeline.TileCache;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.wps.estimate.MeasuredRates;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.Safeguards;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real models say of tiles, from request to request and from one start of the plugin to the next. */
class RememberedTilesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"roofs-semseg", "roofs-yolov8"})
    void features_are_the_same_byte_for_byte_cold_warm_and_after_a_restart(String model) throws IOException {
        Scene.of(SceneSpec.of(11, 700)).writeGeoTiff(folder.resolve("scene.tif"));
        TestModels.copyTo(folder.resolve("models"));
        List<String> expected;
        try (Plugin plugin = new Plugin(folder)) {
            Plugin.Result result =
                    plugin.preLabel("coverageName", "scene.tif", "model", model, "tileSize", 256, "threads", 2);
            expected = result.texts();
            assertThat(expected).isNotEmpty();
            assertThat(remembered(result)).isZero();
        }
        TileCache cache = TileCaches.of(PreLabelSettings.defaults().withCacheDir(folder));
        Plugin.Result cold = run(cache, model);
        Plugin.Result warm = run(cache, model);
        Plugin.Result restarted = run(TileCaches.of(PreLabelSettings.defaults().withCacheDir(folder)), model);

        assertThat(cold.texts()).isEqualTo(expected);
        assertThat(warm.texts()).isEqualTo(expected);
        assertThat(restarted.texts()).isEqualTo(expected);
        assertThat(remembered(cold)).isZero();
        assertThat(remembered(warm))
                .isEqualTo(cold.report().path("tiles").path("run").asInt())
                .isPositive();
        assertThat(remembered(restarted)).isEqualTo(remembered(warm));
    }

    private Plugin.Result run(TileCache cache, String model) {
        ModelRepository models = new OnnxModelRepository(folder.resolve("models"));
        PreLabelProcessFactory factory = new PreLabelProcessFactory(List.of(new PreLabelCoverage(
                models,
                name -> Plugin.open(folder.resolve(name)),
                new EmbeddingCache(0),
                cache,
                Safeguards.none(),
                MeasuredRates.inMemory(),
                Publishing.NONE)));
        factory.register();
        try {
            return Plugin.preLabelled("coverageName", "scene.tif", "model", model, "tileSize", 256, "threads", 2);
        } finally {
            factory.unregister();
            models.close();
        }
    }

    private static int remembered(Plugin.Result result) {
        return result.report().path("tiles").path("remembered").asInt();
    }
}
