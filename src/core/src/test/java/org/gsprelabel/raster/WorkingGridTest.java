package org.gsprelabel.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.gsprelabel.georef.GridToWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingGridTest {

    @ParameterizedTest
    @CsvSource({
        // metres per column and row, resolution wanted, scales, size of the working grid of 1000 x 600
        "0.5, 0.5, 1, 2, 2, 500, 300",
        "0.3, 0.3, 0.1, 0.333333, 0.333333, 3000, 1800",
        "0.5, 0.5, 0.7, 1.4, 1.4, 715, 429", // 714.3 and 428.6 up
        "0.5, 0.25, 0.5, 1, 2, 1000, 300", // pixels that are not square become so
        "0.5, 0.5, 1000, 2000, 2000, 1, 1"
    })
    void theGridFollowsFromTheGroundSampleDistance(
            double metresPerColumn,
            double metresPerRow,
            double resolution,
            double scaleX,
            double scaleY,
            int width,
            int height) {
        WorkingGrid grid = WorkingGrid.ofResolution(info(metresPerColumn, metresPerRow), resolution);

        assertThat(grid.scaleX()).isCloseTo(scaleX, within(1e-6));
        assertThat(grid.scaleY()).isCloseTo(scaleY, within(1e-6));
        assertThat(grid.width()).isEqualTo(width);
        assertThat(grid.height()).isEqualTo(height);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.5049, 0.4951})
    void aResolutionWithinAHundredthOfTheNativeOneIsNative(double resolution) {
        WorkingGrid grid = WorkingGrid.ofResolution(info(0.5, 0.5), resolution);

        assertThat(grid).isEqualTo(WorkingGrid.nativeOf(info(0.5, 0.5)));
        assertThat(grid.isNative()).isTrue();
    }

    @Test
    void aResolutionFurtherAwayIsNotNative() {
        assertThat(WorkingGrid.ofResolution(info(0.5, 0.5), 0.506).isNative()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aResolutionThatIsNoneIsRefused(double resolution) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkingGrid.ofResolution(info(0.5, 0.5), resolution))
                .withMessageContaining("" + resolution);
    }

    @Test
    void aGridBeyondTheIntegersIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkingGrid.ofResolution(info(0.5, 0.5), 1e-8))
                .withMessageContaining("1.0E-8 m");
    }

    private static RasterInfo info(double metresPerColumn, double metresPerRow) {
        return new RasterInfo(
                "scene",
                1000,
                600,
                3,
                SampleType.UINT8,
                GridToWorld.northUp(0, 0, 1, 1),
                metresPerColumn,
                metresPerRow);
    }
}
