package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.InputSize;
import org.gsprelabel.model.ModelDescriptor;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.SampleType;
import org.gsprelabel.tile.TileGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunPlanTest {

    private static final OptionalInt NO_SIZE = OptionalInt.empty();
    private static final OptionalDouble NONE = OptionalDouble.empty();

    @ParameterizedTest(name = "image {0}, model size {1}, multiple of {2}: tile {3}, overlap {4}")
    @CsvSource({
        // any size, large image: 1024 px, an eighth shared
        "5000, 0, 8, 1024, 128",
        // a small image in one window that just holds it, rounded up to the stride; 0.125 * 408 = 51, step 357 -> 352
        "401, 0, 8, 408, 56",
        // the model's own size; 640 - 80 = 560 = 17.5 strides, so the step is 17 strides and the overlap 96
        "5000, 640, 32, 640, 96"
    })
    void tile_size_and_overlap_follow_from_image_and_model(int image, int size, int multiple, int tile, int overlap) {
        TileGrid grid = RunPlan.of(info(image, 3), TestModels.threshold(size, multiple), NO_SIZE, NONE, NONE)
                .tileGrid();

        assertThat(grid.tileSize()).isEqualTo(tile);
        assertThat(grid.overlap()).isEqualTo(overlap);
    }

    @Test
    void a_resolution_sets_the_working_grid() {
        // 1000 native pixels of 0.5 m at 2 m: 250 pixels.
        RunPlan plan = RunPlan.of(info(1000, 3), TestModels.threshold(0, 8), NO_SIZE, NONE, OptionalDouble.of(2));

        assertThat(plan.workingGrid().width()).isEqualTo(250);
        assertThat(plan.workingGrid().scaleX()).isEqualTo(4);
    }

    @Test
    void resolutions_far_from_the_coverages_own_are_refused() {
        // Pixels of 0.5 m: 0.0625 m enlarges them 8 times, 512 m reduces them 1024 times.
        assertThat(atResolution(0.0625).workingGrid().scaleX()).isEqualTo(0.125);
        assertThat(atResolution(512).workingGrid().scaleX()).isEqualTo(1024);
        assertThatThrownBy(() -> atResolution(0.06))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("working resolution of 0.0600 m would enlarge the coverage's pixels of 0.500 m more than 8"
                        + " times; give a resolution of at least 0.0625 m");
        assertThatThrownBy(() -> atResolution(513))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("working resolution of 513 m would reduce the coverage's pixels of 0.500 m more than 1024"
                        + " times; give a resolution of at most 512 m");
    }

    private static RunPlan atResolution(double metresPerPixel) {
        return RunPlan.of(info(1000, 3), TestModels.threshold(0, 8), NO_SIZE, NONE, OptionalDouble.of(metresPerPixel));
    }

    @Test
    void channels_that_do_not_fit_the_bands_are_refused() {
        assertThatThrownBy(() -> RunPlan.of(info(100, 1), TestModels.rgb(), NO_SIZE, NONE, NONE))
                .hasMessage("model 'rgb' reads bands [1, 2, 3], coverage 'test' has only 1 band");
    }

    // A step must be a whole number of strides of 32 after the resize: 384 * 640/512 = 15 strides, 425 * 640/500 = 17,
    // 1088 * 640/1280 = 17. No step below 513 is one after a resize by 640/513, so that the overlap is as asked for.
    @ParameterizedTest
    @CsvSource({"640, 96", "512, 128", "500, 75", "1280, 192", "513, 65"})
    void tiles_of_another_size_than_a_fixed_input_keep_their_phase_where_they_can(int tile, int overlap) {
        TileGrid grid = RunPlan.of(info(5000, 3), TestModels.threshold(640, 32), OptionalInt.of(tile), NONE, NONE)
                .tileGrid();

        assertThat(grid.tileSize()).isEqualTo(tile);
        assertThat(grid.overlap()).isEqualTo(overlap);
    }

    // Stretched to 640 x 480, 320 are twice as wide and 1.5 times as high: of 2 s and 1.5 s, both must be multiples of
    // 32.
    @Test
    void a_stretched_tile_keeps_its_phase_on_either_axis() {
        GeometrySpec geometry = new GeometrySpec(
                new InputSize(480, 640), 32, GeometrySpec.Resize.STRETCH, 0, GeometrySpec.Edge.REFLECT);
        ModelDescriptor model = TestModels.thresholdModel(geometry).descriptor();

        assertThat(RunPlan.of(info(5000, 3), model, OptionalInt.of(320), NONE, NONE)
                        .tileGrid()
                        .overlap())
                .isEqualTo(64);
    }

    @Test
    void a_fixed_input_has_tiles_of_its_shorter_side_unless_the_model_names_a_size() {
        GeometrySpec geometry = new GeometrySpec(
                new InputSize(640, 480), 32, GeometrySpec.Resize.LETTERBOX, 0, GeometrySpec.Edge.REFLECT);
        ModelDescriptor model = TestModels.thresholdModel(geometry).descriptor();

        assertThat(tileSize(model)).isEqualTo(480);
        assertThat(tileSize(TestModels.withTiles(model, 800))).isEqualTo(800);
        assertThat(tileSize(TestModels.withTiles(TestModels.threshold(512, 32), 256)))
                .isEqualTo(256);
    }

    private static int tileSize(ModelDescriptor model) {
        return RunPlan.of(info(5000, 3), model, NO_SIZE, NONE, NONE).tileGrid().tileSize();
    }

    @Test
    void who_chooses_tiles_that_are_resized_is_told() {
        ModelDescriptor model = TestModels.threshold(640, 32);

        assertThat(note(model, NO_SIZE)).isEmpty();
        assertThat(note(model, OptionalInt.of(640))).isEmpty();
        assertThat(note(model, OptionalInt.of(512)))
                .contains("tiles of 512 x 512 pixels are resized to 640 x 640 for model 'threshold', so it sees objects"
                        + " at another scale than the working resolution");
        assertThat(note(TestModels.withTiles(model, 512), OptionalInt.of(512))).isEmpty();
        assertThat(note(TestModels.threshold(0, 32), OptionalInt.of(512))).isEmpty();
    }

    private static Optional<String> note(ModelDescriptor model, OptionalInt tileSize) {
        return RunPlan.of(info(5000, 3), model, tileSize, NONE, NONE).scaleNote(model);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0   | 500  | tileSize must be a multiple of 32 and at least 8 for model 'threshold', got 500",
                "640 | 7    | tileSize must be at least 8 for model 'threshold', got 7",
                "640 | 4097 | tileSize must be at most 4096, got 4097"
            })
    void tile_sizes_that_the_model_refuses_are_refused(int size, int tileSize, String message) {
        assertThatThrownBy(() ->
                        RunPlan.of(info(100, 3), TestModels.threshold(size, 32), OptionalInt.of(tileSize), NONE, NONE))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"-0.1", "0.46", "NaN"})
    void overlaps_out_of_range_are_refused(double overlap) {
        assertThatThrownBy(() ->
                        RunPlan.of(info(100, 3), TestModels.threshold(0, 8), NO_SIZE, OptionalDouble.of(overlap), NONE))
                .hasMessage("overlap must be from 0 to 0.45 of the tile, got " + overlap);
    }

    private static RasterInfo info(int side, int bands) {
        return new RasterInfo(
                "test", side, side, bands, SampleType.UINT8, GridToWorld.northUp(0, 0, 0.5, 0.5), 0.5, 0.5);
    }
}
