package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.geoserver.platform.ModuleStatus;
import org.geotools.api.feature.type.Name;
import org.geotools.feature.DefaultFeatureCollection;
import org.geotools.process.Processors;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;

/** What the processes of a server tell of its settings, and to whom: values that were found may be paths or secrets. */
class SettingsForClientsTest {

    private static final String SECRET = "/srv/secret";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    @AfterEach
    void leave() {
        Callers.nobody();
    }

    @ParameterizedTest
    @EnumSource
    void no_process_tells_others_the_value_of_a_setting_that_is_wrong(ModelsForClientsTest.Other other)
            throws IOException {
        settings("prelabel.maxTiles=" + SECRET);
        try (GenericApplicationContext context = ServerContext.start(new GenericApplicationContext(), data)) {
            other.enter();

            List<Name> processes = processes();
            assertThat(processes).hasSizeGreaterThan(5);
            assertThat(processes).allSatisfy(process -> {
                FailedRequestException failed =
                        catchThrowableOfType(FailedRequestException.class, () -> execute(process));
                assertThat(failed)
                        .hasMessage(
                                "the plugin is not set up; the server's list of modules and its log have the reason")
                        .hasNoCause();
            });
            assertThat(context.getBean(ModuleStatus.class).getMessage().orElseThrow())
                    .as("for administrators")
                    .contains("prelabel.maxTiles must be a whole number at least 1, got '" + SECRET + "'");
        }
    }

    /** Where the folder of the cache is to be lies a file. */
    @Test
    void a_folder_of_the_cache_that_cannot_be_used_is_told_without_its_path() throws IOException {
        Files.writeString(data.resolve("occupied"), "no folder");
        settings("prelabel.cacheDir="
                + data.resolve("occupied/secret").toString().replace('\\', '/'));
        TestModels.copyTo(data.resolve("prelabel/models"));
        Path scene = data.resolve("scene.tif");
        Scene.of(SceneSpec.of(5, 256).withoutNodata()).writeGeoTiff(scene);
        try (GenericApplicationContext context = ServerContext.start(new GenericApplicationContext(), data, scene)) {
            assertThat(context.isActive()).isTrue();
            Callers.user();

            JsonNode report = Plugin.preLabelled("coverageName", "town:scene", "model", "roofs-semseg")
                    .report();

            assertThat(report.path("features").asInt()).isPositive();
            assertThat(report.path("notes").toString()).contains("tiles cannot be kept on disk");
            assertThat(report.toString()).doesNotContain("secret").doesNotContain("occupied");
        }
    }

    private void settings(String line) throws IOException {
        Files.createDirectories(data.resolve("prelabel"));
        Files.writeString(data.resolve("prelabel/prelabel.properties"), line);
    }

    private static List<Name> processes() {
        return Processors.getProcessFactories().stream()
                .filter(PreLabelProcessFactory.class::isInstance)
                .flatMap(factory -> factory.getNames().stream())
                .toList();
    }

    private static Map<String, Object> execute(Name process) {
        Map<String, Object> values =
                Map.of("coverageName", "town:scene", "model", "roofs", "features", new DefaultFeatureCollection());
        return Processors.createProcess(process)
                .execute(
                        values.entrySet().stream()
                                .filter(input ->
                                        Processors.getParameterInfo(process).containsKey(input.getKey()))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                        null);
    }
}
