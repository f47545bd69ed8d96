package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.geoserver.catalog.Catalog;
import org.geoserver.catalog.CoverageInfo;
import org.geotools.api.coverage.grid.GridCoverageReader;
import org.geotools.api.util.ProgressListener;
import org.geotools.feature.NameImpl;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.geotools.process.Processors;
import org.geotools.util.factory.Hints;
import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GeoServer answers with the messages of an exception and of all its causes, to anybody: none may say where files are. */
class FailedRequestTest {

    @TempDir
    private Path folder;

    /** A catalog with one coverage, whose reader is opened by a test. */
    private interface OneCoverage extends Catalog, CoverageInfo {
        @Override
        default CoverageInfo getCoverageByName(String name) {
            return this;
        }

        @Override
        GridCoverageReader getGridCoverageReader(@Nullable ProgressListener listener, @Nullable Hints hints)
                throws IOException;
    }

    @Test
    void a_file_that_is_gone_is_not_named() throws IOException {
        FailedRequestException failed = preLabel((listener, hints) -> {
            throw new IOException(folder + "/town.tif (No such file or directory)");
        });

        assertThat(failed).hasMessage("coverage 'town:scene' cannot be opened; the server's log has the reason");
        assertThat(failed.getCause()).isNull();
        assertThat(failed.failure().getMessage()).contains(folder + "/town.tif (No such file or directory)");
    }

    @Test
    void what_a_reader_says_of_a_damaged_file_is_not_passed_on() throws IOException {
        Path file = folder.resolve("scene.tif");
        Scene.of(SceneSpec.of(5, 256)).writeGeoTiff(file);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(bytes.length() / 2);
        }

        FailedRequestException failed = preLabel((listener, hints) -> new GeoTiffReader(file.toFile()));

        assertThat(failed.getMessage())
                .startsWith("pixels ")
                .endsWith("of coverage 'town:scene' cannot be read; the server's log has the reason");
        assertThat(failed.getCause()).isNull();
    }

    /** The runtime names the device, and on a GPU the host and lines of its own source. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GREEDY | model 'greedy': its tiles are too large for the memory of this server; take a smaller tileSize or a smaller batch; the server's log has the reason | is too large for the memory of CPU, take smaller tiles: ",
                "MISFIT | model 'misfit' failed while it ran; the server's log has the reason | failed: Non-zero status code returned while running Add node."
            })
    void what_the_runtime_says_of_a_model_that_fails_while_it_runs_is_not_passed_on(
            FailingModel model, String sentence, String reason) throws IOException {
        Path file = folder.resolve("scene.tif");
        Scene.of(SceneSpec.of(5, 256)).writeGeoTiff(file);
        model.write(folder.resolve("models"));

        FailedRequestException failed = preLabel((listener, hints) -> new GeoTiffReader(file.toFile()), model.id());

        assertThat(failed).hasMessage(sentence);
        assertThat(failed.getCause()).isNull();
        assertThat(failed.failure())
                .hasMessageStartingWith("model '" + model.id() + "': input 'image' [")
                .hasMessageContaining(reason);
    }

    private FailedRequestException preLabel(OneCoverage catalog) throws IOException {
        return preLabel(catalog, "roofs-semseg");
    }

    private FailedRequestException preLabel(OneCoverage catalog, String model) throws IOException {
        Path models = folder.resolve("models");
        TestModels.copyTo(models);
        try (EmbeddedPlugin plugin =
                EmbeddedPlugin.open(models, new CatalogCoverageRepository(catalog), new EmbeddingCache(0))) {
            assertThat(plugin.models().list()).isNotEmpty();
            return catchThrowableOfType(
                    FailedRequestException.class,
                    () -> Processors.createProcess(new NameImpl("prelabel", "PreLabelCoverage"))
                            .execute(Plugin.inputs("coverageName", "town:scene", "model", model), null));
        }
    }
}
