package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.filter.FilterCriteria;
import org.gsprelabel.inference.DetectionTask;
import org.gsprelabel.inference.TileParameters;
import org.gsprelabel.merge.MergeRules;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.RasterSource;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.shape.ShapeCleaning;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that remember what the model says of tiles; with a model that counts the windows it sees. */
class RememberedTilesTest {

    private static final long MANY = 64 << 20;
    private static final Waves WAVES = new Waves(4, 300, 170);
    private static final int TILES = 13 * 7;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({"false, 1, 1", "false, 3, 4", "true, 1, 1", "true, 3, 4"})
    void cold_warm_and_after_a_restart_a_run_gives_the_same_bytes(boolean blend, int threads, int batch) {
        BorderShy model = new BorderShy(false, blend);
        byte[] expected = bytes(run(WAVES, model, 0.5, threads, batch, RunResources.NONE));
        assertThat(model.windowsSeen()).hasSize(TILES);

        RunResources remembering = remembering();
        RunOutcome cold = run(WAVES, model, 0.5, threads, batch, remembering);
        RunOutcome warm = run(WAVES, model, 0.5, threads, batch, remembering);
        RunOutcome restarted = run(WAVES, model, 0.5, threads, batch, remembering());

        assertThat(model.windowsSeen()).as("once without memory, once with").hasSize(2 * TILES);
        assertThat(bytes(cold)).isEqualTo(expected);
        assertThat(bytes(warm)).isEqualTo(expected);
        assertThat(bytes(restarted)).isEqualTo(expected);
        assertThat(List.of(cold.report(), warm.report(), restarted.report()))
                .extracting(RunReport::tilesRemembered)
                .containsExactly(0L, (long) TILES, (long) TILES);
        assertThat(warm.report().tilesRun()).isEqualTo(TILES);
        assertThat(warm.report().detections()).isEqualTo(cold.report().detections());
        assertThat(warm.report().rejected()).isEqualTo(cold.report().rejected());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void one_other_pixel_costs_the_tiles_that_see_it(boolean blend) {
        BorderShy model = new BorderShy(false, blend);
        RunResources remembering = remembering();
        run(WAVES, model, 0.5, 2, 1, remembering);
        RasterSource retouched = new Retouched(WAVES, 100, 90);
        byte[] expected = bytes(run(retouched, new BorderShy(false, blend), 0.5, 2, 1, RunResources.NONE));

        RunOutcome outcome = run(retouched, model, 0.5, 2, 1, remembering);

        TileGrid grid = new TileGrid(300, 170, 32, 8);
        long seeing = 0;
        for (TileId tile : TileSet.all(grid)) {
            seeing += grid.tile(tile).window().contains(new PixelRect(100, 90, 1, 1)) ? 1 : 0;
        }
        assertThat(model.windowsSeen().size()).isEqualTo(TILES + seeing);
        assertThat(outcome.report().tilesRemembered()).isEqualTo(TILES - seeing);
        assertThat(bytes(outcome)).isEqualTo(expected);
    }

    @Test
    void another_threshold_is_another_result_but_scores_stay_what_they_are() {
        for (boolean blend : new boolean[] {false, true}) {
            BorderShy model = new BorderShy(false, blend);
            RunResources remembering = remembering();
            run(WAVES, model, 0.5, 1, 1, remembering);

            RunOutcome outcome = run(WAVES, model, 0.7, 1, 1, remembering);

            assertThat(outcome.report().tilesRemembered()).isEqualTo(blend ? TILES : 0);
            assertThat(bytes(outcome))
                    .isEqualTo(bytes(run(WAVES, new BorderShy(false, blend), 0.7, 1, 1, RunResources.NONE)))
                    .isNotEqualTo(bytes(run(WAVES, new BorderShy(false, blend), 0.5, 1, 1, RunResources.NONE)));
        }
    }

    @Test
    void a_damaged_file_costs_a_computation_and_is_told() throws IOException {
        BorderShy model = new BorderShy(false, false);
        RunOutcome first = run(WAVES, model, 0.5, 1, 1, remembering());
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.sorted().findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        RunOutcome again = run(WAVES, model, 0.5, 1, 1, remembering());

        assertThat(again.report().tilesRemembered()).isEqualTo(TILES - 1);
        assertThat(again.report().serverNotes())
                .contains("1 damaged file of remembered tiles was dropped, and computed anew");
        assertThat(bytes(again)).isEqualTo(bytes(first));
        assertThat(Files.readAllBytes(file)).isNotEqualTo(bytes);
    }

    private RunResources remembering() {
        return RunResources.remembering(TileCache.in(MANY, folder, MANY));
    }

    private static RunOutcome run(
            RasterSource source, BorderShy model, double confidence, int threads, int batch, RunResources resources) {
        RunParameters parameters = new RunParameters(
                new TileParameters(Set.of(), 0.5),
                MergeRules.of(MergeStrategy.UNION),
                ShapeCleaning.NONE,
                FilterCriteria.ALL,
                Optional.empty(),
                threads,
                batch);
        return new PreLabelRun(
                        source,
                        new DetectionTask(model.model(), confidence),
                        WAVES.plan(model, 32, 0.25),
                        parameters,
                        TestGround.METRES,
                        RunListener.NONE,
                        resources)
                .execute();
    }

    private static byte[] bytes(RunOutcome outcome) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CandidateCodec codec = new CandidateCodec();
        assertThat(outcome.candidates().size()).isPositive();
        outcome.candidates().forEach((Candidate candidate) -> {
            try {
                codec.write(candidate, new DataOutputStream(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return bytes.toByteArray();
    }

    /** A raster with one pixel painted over. */
    private record Retouched(RasterSource source, int column, int row) implements RasterSource {

        @Override
        public RasterInfo info() {
            return source.info();
        }

        @Override
        public RasterWindow read(WorkingGrid grid, PixelRect rect, List<Integer> bands) {
            RasterWindow window = source.read(grid, rect, bands);
            if (rect.contains(new PixelRect(column, row, 1, 1))) {
                int pixel = (row - rect.y()) * rect.width() + column - rect.x();
                window.samples()[pixel] = 255 - window.samples()[pixel];
            }
            return window;
        }
    }
}
