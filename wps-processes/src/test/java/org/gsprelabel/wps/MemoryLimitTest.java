package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.geotools.process.ProcessException;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.wps.limits.LoadedSettings;
import org.gsprelabel.wps.limits.ModelLimits;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.RequestLimits;
import org.gsprelabel.wps.limits.Safeguards;
import org.gsprelabel.wps.rights.Audience;
import org.gsprelabel.wps.rights.CallerRights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Requests against the limit of working memory, on a scene of 256 x 256 pixels in nine tiles of 128, by a model of three bands and
 * four classes. In bytes:
 *
 * <ul>
 *   <li>for every tile in work {@value #TILE}: its window of floats twice, its input, its output, and its packed scores twice;
 *   <li>for every thread {@value #THREAD}: a window as the file has it;
 *   <li>once {@value #ROWS}: packed scores of four rows of three tiles.
 * </ul>
 */
class MemoryLimitTest {

    private static final int PIXELS = 128 * 128;
    private static final int TILE = PIXELS * (2 * 3 * 4 + 3 * 4 + 4 * 4 + 2 * 4 * 2);
    private static final int THREAD = PIXELS * 3;
    private static final int ROWS = 4 * 3 * PIXELS * 4 * 2;

    private static final String REFUSAL = "a single tile of 128 x 128 pixels in work needs 3 megabytes of memory,"
            + " prelabel.maxMemoryMegabytes allows 2; ask for a smaller tileSize";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void writeScene() throws IOException {
        Scene.of(SceneSpec.of(5, 256).withoutNodata()).writeGeoTiff(folder.resolve("scene.tif"));
    }

    /** The limit lies between what the given numbers need and what one more would. */
    @ParameterizedTest
    @CsvSource({
        "16, 2, 64, 2, 6, 'batch is 6 instead of 64: tiles in work would need 138 megabytes of memory,"
                + " prelabel.maxMemoryMegabytes allows 16; the result is the same'",
        "4, 4, 8, 2, 1, 'batch is 1 instead of 8 and threads is 2 instead of 4: tiles in work would need 36 megabytes of"
                + " memory, prelabel.maxMemoryMegabytes allows 4; the result is the same'",
        "3, 4, 1, 1, 1, 'threads is 1 instead of 4: tiles in work would need 6 megabytes of memory,"
                + " prelabel.maxMemoryMegabytes allows 3; the result is the same'",
        "138, 2, 64, 2, 64, ''"
    })
    void a_request_gets_as_large_a_batch_and_as_many_threads_as_fit(
            int megabytes, int threads, int batch, int givenThreads, int givenBatch, String note) {
        assertThat(working(givenThreads, givenBatch)).isLessThanOrEqualTo((long) megabytes << 20);
        if (givenBatch < batch) {
            assertThat(working(givenThreads, givenBatch + 1)).isGreaterThan((long) megabytes << 20);
        }
        if (givenThreads < threads) {
            assertThat(working(givenThreads + 1, givenBatch)).isGreaterThan((long) megabytes << 20);
        }
        List<String> expected;
        try (Plugin plugin = plugin(RequestLimits.NONE.memoryBytes(), Audience.ANONYMOUS)) {
            expected = plugin.execute("PreLabelCoverage", inputs("threads", 1, "batch", 1))
                    .texts();
        }
        try (Plugin plugin = plugin((long) megabytes << 20, Audience.LOGGED_IN)) {
            JsonNode estimate = estimate("threads", threads, "batch", batch);
            Plugin.Result result = plugin.execute("PreLabelCoverage", inputs("threads", threads, "batch", batch));

            assertThat(result.texts()).isNotEmpty().isEqualTo(expected);
            assertThat(memoryNotes(result.report())).isEqualTo(note.isEmpty() ? List.of() : List.of(note));
            assertThat(memoryNotes(estimate)).isEqualTo(note.isEmpty() ? List.of() : List.of(note));
            assertThat(estimate.at("/allowed").asBoolean()).isTrue();
            assertThat(estimate.at("/memory/inputs").asLong())
                    .isEqualTo((long) givenThreads * givenBatch * 3 * PIXELS * 4);
            long needed = (working(givenThreads, givenBatch) + (1 << 20) - 1) >> 20;
            assertThat(estimate.at("/limits")
                            .path("prelabel.maxMemoryMegabytes")
                            .toString())
                    .isEqualTo("{\"allowed\":" + megabytes + ",\"needed\":" + needed + ",\"exceeded\":false}");
        }
    }

    @Test
    void rates_are_those_of_the_threads_and_the_batch_that_a_request_got() {
        try (Plugin plugin = plugin(4 << 20, Audience.LOGGED_IN)) {
            plugin.execute("PreLabelCoverage", inputs("threads", 4, "batch", 8));

            assertThat(estimate("threads", 4, "batch", 8)
                            .at("/time/measuredTiles")
                            .asInt())
                    .isEqualTo(9);
            assertThat(estimate("threads", 2, "batch", 1)
                            .at("/time/measuredTiles")
                            .asInt())
                    .isEqualTo(9);
            assertThat(estimate("threads", 1, "batch", 1).at("/time/seconds").isNull())
                    .isTrue();
        }
        try (Plugin plugin = plugin(1 << 30, Audience.LOGGED_IN)) {
            assertThat(plugin.models().list()).isNotEmpty();
            assertThat(estimate("threads", 4, "batch", 8).at("/time/seconds").isNull())
                    .isTrue();
        }
    }

    /** The weights are none, so it is refused before they are loaded. */
    @Test
    void a_tile_that_does_not_fit_by_itself_is_refused() throws IOException {
        assertThat(working(1, 1)).isBetween(2L << 20, 3L << 20);
        try (Plugin plugin = plugin(2 << 20, Audience.ANONYMOUS)) {
            Files.write(folder.resolve("models/roofs-semseg/model.onnx"), new byte[] {1, 2, 3});

            assertThatThrownBy(() -> plugin.execute("PreLabelCoverage", inputs("threads", 4, "batch", 8)))
                    .isInstanceOf(ProcessException.class)
                    .hasMessage(REFUSAL);
            JsonNode estimate = estimate("threads", 4, "batch", 8);
            assertThat(estimate.at("/allowed").asBoolean()).isFalse();
            assertThat(estimate.at("/refusals").valueStream().map(JsonNode::asString))
                    .containsExactly(REFUSAL);
        }
    }

    @Test
    void who_has_not_logged_in_is_not_told_of_the_memory_of_the_server() {
        try (Plugin plugin = plugin(4 << 20, Audience.ANONYMOUS)) {
            JsonNode report = plugin.execute("PreLabelCoverage", inputs("threads", 4, "batch", 8))
                    .report();
            JsonNode estimate = estimate("threads", 4, "batch", 8);

            assertThat(report.path("features").asInt()).isPositive();
            assertThat(estimate.at("/tiles/needed").asInt()).isEqualTo(9);
            assertThat(report + estimate.toString()).doesNotContain("emory");
        }
    }

    private static long working(long threads, long batch) {
        return ROWS + threads * THREAD + threads * batch * TILE;
    }

    private static List<String> memoryNotes(JsonNode json) {
        return json.path("notes")
                .valueStream()
                .map(JsonNode::asString)
                .filter(note -> note.contains("maxMemory"))
                .toList();
    }

    private static Map<String, Object> inputs(Object... further) {
        Map<String, Object> inputs = Plugin.inputs(
                "coverageName",
                "scene.tif",
                "model",
                "roofs-semseg",
                "tileSize",
                128,
                "overlap",
                0.125,
                "timestamp",
                "2026-01-02T03:04:05Z");
        inputs.putAll(Plugin.inputs(further));
        return inputs;
    }

    private static JsonNode estimate(Object... further) {
        return Plugin.estimated(inputs(further));
    }

    private Plugin plugin(long memoryBytes, Audience audience) {
        CallerRights rights = () -> audience;
        return new Plugin(
                folder,
                new EmbeddingCache(0),
                new Safeguards(
                        LoadedSettings.of(PreLabelSettings.defaults()
                                .with(new RequestLimits(100, 1L << 40, 1000, memoryBytes))
                                .with(new ModelLimits(1, 4, 2))),
                        rights));
    }
}
