package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.geotools.feature.NameImpl;
import org.geotools.process.Processors;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.wps.limits.LoadedSettings;
import org.gsprelabel.wps.limits.ModelLimits;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.RequestLimits;
import org.gsprelabel.wps.limits.Safeguards;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Estimates for a scene of 256 x 256 pixels in nine tiles of 128 whose windows begin at 0, 112 and 224. */
class EstimateTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void writeScene() throws IOException {
        Scene.of(SceneSpec.of(5, 256).withoutNodata()).writeGeoTiff(folder.resolve("scene.tif"));
    }

    @Test
    void tiles_pixels_and_buffers_are_known_before_the_model_is_loaded() throws IOException {
        try (Plugin plugin = plugin(8)) {
            Files.write(folder.resolve("models/roofs-semseg/model.onnx"), new byte[] {1, 2, 3});
            JsonNode estimate = estimate("threads", 2);

            assertThat(plugin.models().list()).isNotEmpty();
            assertThat(estimate.at("/tiles/total").asInt()).isEqualTo(9);
            assertThat(estimate.at("/tiles/needed").asInt()).isEqualTo(9);
            assertThat(estimate.at("/tiles/leftOut").asInt()).isZero();
            assertThat(estimate.at("/pixels").asInt()).isEqualTo(288 * 288);
            // two threads, each with a window of three bands as read and its copy; and one input each
            assertThat(estimate.at("/memory/windows").asInt()).isEqualTo(2 * 2 * 3 * 128 * 128 * 4);
            assertThat(estimate.at("/memory/inputs").asInt()).isEqualTo(2 * 3 * 128 * 128 * 4);
        }
    }

    @Test
    void limits_say_whether_the_request_is_allowed_as_the_request_itself_would() {
        try (Plugin plugin = plugin(8)) {
            JsonNode estimate = estimate();

            assertThat(plugin.models().list()).isNotEmpty();
            assertThat(estimate.at("/allowed").asBoolean()).isFalse();
            assertThat(estimate.at("/limits")
                            .path("prelabel.maxTiles")
                            .path("exceeded")
                            .asBoolean())
                    .isTrue();
            assertThat(estimate.at("/limits")
                            .path("prelabel.maxPixels")
                            .path("exceeded")
                            .asBoolean())
                    .isFalse();
            assertThat(estimate.at("/refusals/0").asString())
                    .isEqualTo("the request needs 9 tiles, prelabel.maxTiles allows 8; ask for a smaller roi, larger"
                            + " tiles or a coarser resolution");
        }
        try (Plugin plugin = plugin(9)) {
            assertThat(plugin.models().list()).isNotEmpty();
            assertThat(estimate().at("/allowed").asBoolean()).isTrue();
        }
    }

    @Test
    void seconds_are_unknown_until_such_work_was_measured_and_are_remembered_from_then_on() {
        try (Plugin plugin = plugin(100)) {
            assertThat(estimate("threads", 1).at("/time/seconds").isNull()).isTrue();
            assertThat(estimate("threads", 1).at("/time/reason").asString()).startsWith("unknown: ");

            JsonNode report = plugin.preLabel(
                            "coverageName",
                            "scene.tif",
                            "model",
                            "roofs-semseg",
                            "tileSize",
                            128,
                            "overlap",
                            0.125,
                            "threads",
                            1)
                    .report();
            JsonNode time = estimate("threads", 1).at("/time");

            assertThat(time.path("measuredTiles").asLong())
                    .isEqualTo(report.at("/tiles/run").asLong());
            assertThat(time.path("device").asString()).isEqualTo("CPU");
            assertThat(time.path("seconds").asDouble())
                    .isCloseTo(report.at("/seconds/wall").asDouble(), within(0.001));
            assertThat(estimate("threads", 2).at("/time/seconds").isNull()).isTrue();
        }
        try (Plugin restarted = plugin(100)) {
            assertThat(restarted.models().list()).isNotEmpty();
            assertThat(estimate("threads", 1).at("/time/measuredTiles").asInt()).isEqualTo(9);
        }
    }

    private static JsonNode estimate(Object... further) {
        Map<String, Object> inputs =
                Plugin.inputs("coverageName", "scene.tif", "model", "roofs-semseg", "tileSize", 128, "overlap", 0.125);
        inputs.putAll(Plugin.inputs(further));
        Map<String, Object> outputs = Processors.createProcess(new NameImpl("prelabel", "EstimatePreLabel"))
                .execute(inputs, null);
        return JsonMapper.shared().readTree((String) Objects.requireNonNull(outputs.get("result")));
    }

    private Plugin plugin(long maxTiles) {
        return new Plugin(
                folder,
                new EmbeddingCache(0),
                new Safeguards(LoadedSettings.of(PreLabelSettings.defaults()
                        .with(new RequestLimits(maxTiles, 1L << 40, 1000))
                        .with(new ModelLimits(1, 4, 2))
                        .withCacheDir(folder.resolve("cache")))));
    }
}
