package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Embeddings from request to request, and from one start of the plugin to the next. */
class RememberedEmbeddingsTest {

    private static final int SIZE = 1100;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void writeScene() throws IOException {
        Scene.of(SceneSpec.of(11, SIZE)).writeGeoTiff(folder.resolve("scene.tif"));
        TestModels.copyPromptableTo(folder.resolve("models"));
    }

    @Test
    void a_second_request_on_the_same_place_computes_no_embedding_and_answers_the_same() {
        List<String> first;
        try (Plugin plugin = new Plugin(folder, remembering())) {
            Plugin.Result computed = everything(plugin);
            first = computed.texts();
            assertThat(first).isNotEmpty();
            assertThat(notes(computed)).contains("embeddings: 4 computed, 0 remembered from earlier");

            Plugin.Result remembered = everything(plugin);

            assertThat(notes(remembered)).contains("embeddings: 0 computed, 4 remembered from earlier");
            assertThat(remembered.texts()).isEqualTo(first);
        }
        try (Plugin restarted = new Plugin(folder, remembering())) {
            Plugin.Result fromDisk = everything(restarted);

            assertThat(notes(fromDisk)).contains("embeddings: 0 computed, 4 remembered from earlier");
            assertThat(fromDisk.texts()).isEqualTo(first);
        }
    }

    @Test
    void a_damaged_file_costs_a_computation_and_is_told() throws IOException {
        List<String> first;
        try (Plugin plugin = new Plugin(folder, remembering())) {
            first = everything(plugin).texts();
        }
        try (Stream<Path> files = Files.walk(cache())) {
            Path file = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
        try (Plugin restarted = new Plugin(folder, remembering())) {
            Plugin.Result again = everything(restarted);

            assertThat(notes(again))
                    .contains("embeddings: 1 computed, 3 remembered from earlier")
                    .contains("1 damaged file of remembered embeddings was dropped, and the embedding computed anew");
            assertThat(again.texts()).isEqualTo(first);
        }
    }

    private EmbeddingCache remembering() {
        return EmbeddingMemory.of(PreLabelSettings.defaults().withCacheDir(cache()));
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private static Plugin.Result everything(Plugin plugin) {
        return plugin.preLabel(
                "coverageName",
                "scene.tif",
                "model",
                "roofs-mobilesam",
                "maskGenerator",
                "points_per_side=4",
                "threads",
                2);
    }

    private static List<String> notes(Plugin.Result result) {
        return result.report()
                .path("notes")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
