package org.gsprelabel.wps.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gsprelabel.pipeline.Limit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final Map<String, @Nullable String> server = new HashMap<>();

    @Test
    void nothing_said_means_the_documented_defaults() {
        LoadedSettings loaded = read();

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.warnings()).isEmpty();
        PreLabelSettings settings = loaded.settings();
        assertThat(settings.live()).isEqualTo(new LiveLimits(64, 4));
        assertThat(settings.models())
                .isEqualTo(new ModelLimits(1, Runtime.getRuntime().availableProcessors(), 4));
        long heap = Runtime.getRuntime().maxMemory();
        assertThat(settings.requests())
                .isEqualTo(new RequestLimits(10_000, 100_000_000_000L, 1_000_000, wholeMegabytes(heap / 2)));
        assertThat(settings.cache())
                .isEqualTo(new CacheLimits(
                        Optional.of(folder.resolve("cache")),
                        new CacheSize(wholeMegabytes(Math.min(heap / 8, 256L << 20)), 4L << 30),
                        new CacheSize(wholeMegabytes(Math.min(heap / 32, 64L << 20)), 1L << 30)));
    }

    @Test
    void the_server_wins_over_the_file_and_the_file_over_the_default() throws IOException {
        server.put("prelabel.maxTiles", " 7 ");
        server.put("prelabel.maxPixels", null);
        server.put("prelabel.threads", "  ");
        file("prelabel.maxTiles=9\nprelabel.maxPixels = 5000000000\nprelabel.threads=3\nprelabel.gpuPermits=\n");

        PreLabelSettings settings = read().settings();

        assertThat(settings.requests().tiles()).isEqualTo(7);
        assertThat(settings.requests().pixels()).isEqualTo(5_000_000_000L);
        assertThat(settings.models().threads()).isEqualTo(3);
        assertThat(settings.models().gpuPermits()).isEqualTo(1);
    }

    @Test
    void memory_is_set_in_megabytes_and_nothing_limits_a_single_user() {
        server.put("prelabel.maxMemoryMegabytes", "768");

        assertThat(new Safeguards(read()).memory()).isEqualTo(new Limit("prelabel.maxMemoryMegabytes", 805_306_368));
        assertThat(Safeguards.none().memory().allows(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void maps_and_each_kind_that_is_remembered_have_properties_of_their_own() throws IOException {
        file("""
                prelabel.liveLabels=false
                prelabel.liveMaxTiles=100
                prelabel.liveMaxSeconds=9
                prelabel.embeddingCacheMemoryMegabytes=1
                prelabel.embeddingCacheDiskMegabytes=2
                prelabel.tileCacheMemoryMegabytes=0
                prelabel.tileCacheDiskMegabytes=3
                """);

        PreLabelSettings settings = read().settings();

        assertThat(settings.live()).isEqualTo(new LiveLimits(false, 100, 9));
        assertThat(settings.cache().embeddings()).isEqualTo(new CacheSize(1 << 20, 2 << 20));
        assertThat(settings.cache().tiles()).isEqualTo(new CacheSize(0, 3 << 20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prelabel.maxTiles | 0 | a whole number at least 1",
                "prelabel.maxTiles | 1O00 | a whole number at least 1",
                "prelabel.maxPixels | 1e9 | a whole number at least 1",
                "prelabel.gpuPermits | 65 | a whole number from 1 to 64",
                "prelabel.threads | -2 | a whole number from 1 to 256",
                "prelabel.maxModelsLoaded | 2.5 | a whole number from 1 to 1000",
                "prelabel.maxFeatures | 99999999999999999999 | a whole number at least 1",
                "prelabel.maxMemoryMegabytes | 0 | a whole number from 1 to 1073741824",
                "prelabel.liveMaxTiles | 0 | a whole number from 1 to 10000",
                "prelabel.liveMaxSeconds | 0.5 | a whole number from 1 to 3600",
                "prelabel.embeddingCacheMemoryMegabytes | all | a whole number from 0 to 1048576",
                "prelabel.tileCacheDiskMegabytes | -1 | a whole number from 0 to 1073741824"
            })
    void a_wrong_value_is_told_and_refuses_requests_until_it_is_right(String key, String value, String allowed)
            throws IOException {
        file(key + "=" + value);
        String told = key + " must be " + allowed + ", got '" + value + "' from prelabel.properties";

        assertThat(read().problems()).containsExactly(told);
        assertThatThrownBy(() -> new Safeguards(read()).begin(() -> false))
                .isInstanceOf(SettingsException.class)
                .hasMessage("the plugin is not set up: " + told);

        server.put(key, "5");
        assertThat(read().problems()).isEmpty();
    }

    @Test
    void what_is_true_or_false_is_nothing_else() {
        assertThat(read().settings().installStyles()).isTrue();
        server.put("prelabel.installStyles", "false");
        assertThat(read().settings().installStyles()).isFalse();

        server.put("prelabel.installStyles", "no");
        assertThat(read().problems())
                .containsExactly(
                        "prelabel.installStyles must be true or false, got 'no' from a property of the server");
    }

    @Test
    void a_wrong_value_of_the_server_is_said_to_be_from_there() {
        server.put("prelabel.threads", "many");

        assertThat(read().problems())
                .containsExactly(
                        "prelabel.threads must be a whole number from 1 to 256, got 'many' from a property of the server");
    }

    @Test
    void unknown_names_are_told_and_harm_nothing() throws IOException {
        file("prelabel.maxTile=5\nprelabel.maxTiles=6");

        LoadedSettings loaded = read();

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.settings().requests().tiles()).isEqualTo(6);
        assertThat(loaded.warnings())
                .containsExactly("property 'prelabel.maxTile' of prelabel.properties is not known and has no effect;"
                        + " there are prelabel.cacheDir, prelabel.embeddingCacheDiskMegabytes,"
                        + " prelabel.embeddingCacheMemoryMegabytes, prelabel.gpuPermits, prelabel.installStyles,"
                        + " prelabel.liveLabels, prelabel.liveMaxSeconds,"
                        + " prelabel.liveMaxTiles, prelabel.maxFeatures, prelabel.maxMemoryMegabytes, prelabel.maxModelsLoaded, prelabel.maxPixels,"
                        + " prelabel.maxTiles, prelabel.threads, prelabel.tileCacheDiskMegabytes,"
                        + " prelabel.tileCacheMemoryMegabytes");
    }

    @Test
    void a_file_that_is_none_refuses_requests() throws IOException {
        file("prelabel.maxTiles=\\u12");

        assertThat(read().problems())
                .containsExactly("prelabel.properties cannot be read (IllegalArgumentException); it must be a Java"
                        + " properties file in UTF-8");
    }

    @Test
    void a_relative_folder_counts_from_the_plugins_own_and_one_that_cannot_be_is_not_repeated() {
        server.put("prelabel.cacheDir", "fast/disk");
        assertThat(read().settings().cache().folder())
                .hasValue(folder.resolve("fast").resolve("disk"));

        server.put("prelabel.cacheDir", "/secret\0");
        assertThat(read().problems())
                .singleElement()
                .asString()
                .startsWith("prelabel.cacheDir must be the path of a folder")
                .doesNotContain("secret");
    }

    @Test
    void threads_are_capped_and_nothing_else_is_changed_about_them() {
        server.put("prelabel.threads", "3");
        Safeguards safeguards = new Safeguards(read());

        assertThat(safeguards.threads(2)).isEqualTo(2);
        assertThat(safeguards.threads(200)).isEqualTo(3);
        assertThat(safeguards.threads(null))
                .isEqualTo(Math.min(3, Runtime.getRuntime().availableProcessors()));
        assertThat(Safeguards.none().threads(200)).isEqualTo(200);
    }

    private static long wholeMegabytes(long bytes) {
        return bytes >> 20 << 20;
    }

    private LoadedSettings read() {
        return SettingsReader.read(server, folder.toFile());
    }

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve("prelabel.properties"), text);
    }
}
