package org.gsprelabel.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import org.gsprelabel.model.ValueRange;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RadiometryEstimatorTest {

    private static final ValueRange AUTO = new ValueRange.Auto();

    @Test
    void aFixedRangeHoldsForAllBandsAndReadsNothing() {
        LiteralRaster raster = new LiteralRaster(2, 1, SampleType.UINT16, new float[2], new float[2]);

        assertThat(estimate(raster, new ValueRange.Fixed(10, 30), 1, 2)).containsExactly(range(10, 30), range(10, 30));
        assertThat(raster.reads).isEmpty();
    }

    @Test
    void eightBitSamplesHaveTheirFullRangeAndReadNothing() {
        LiteralRaster raster = new LiteralRaster(2, 1, SampleType.UINT8, new float[2]);

        assertThat(estimate(raster, AUTO, 1)).containsExactly(range(0, 255));
        assertThat(raster.reads).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UINT8")
    void otherSamplesHavePercentiles2And98(SampleType type) {
        assertThat(estimate(new LiteralRaster(10, 10, type, upwards(100)), AUTO, 1))
                .containsExactly(range(2, 98));
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 1, 100", "10, 90, 10, 90", "10.5, 50, 11, 50", "0.1, 99.9, 1, 100"})
    void percentilesAreTheNearestRankOfTheSample(double low, double high, double min, double max) {
        LiteralRaster raster = new LiteralRaster(10, 10, SampleType.UINT16, upwards(100));

        assertThat(estimate(raster, new ValueRange.Percentiles(low, high), 1)).containsExactly(range(min, max));
    }

    @Test
    void rangesComeInTheOrderOfTheBandsAskedFor() {
        LiteralRaster raster =
                new LiteralRaster(2, 1, SampleType.UINT16, new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 7});

        assertThat(estimate(raster, new ValueRange.Percentiles(0, 100), 3, 1))
                .containsExactly(range(5, 7), range(1, 2));
    }

    @Test
    void aBandReadTwiceHasItsRangeTwice() {
        LiteralRaster raster = new LiteralRaster(2, 1, SampleType.UINT16, new float[] {1, 2}, new float[] {3, 4});

        assertThat(estimate(raster, new ValueRange.Percentiles(0, 100), 2, 2))
                .containsExactly(range(3, 4), range(3, 4));
    }

    @Test
    void invalidPixelsAndNumbersThatAreNoneDoNotCount() {
        LiteralRaster raster = new LiteralRaster(
                        5, 1, SampleType.FLOAT32, new float[] {-9999, 4, Float.NaN, Float.POSITIVE_INFINITY, 6})
                .without(0);

        assertThat(estimate(raster, new ValueRange.Percentiles(0, 100), 1)).containsExactly(range(4, 6));
    }

    @Test
    void aBandWithoutASampleHasTheUnitRange() {
        LiteralRaster raster = new LiteralRaster(2, 1, SampleType.INT16, new float[] {7, 8}).without(0, 1);

        assertThat(estimate(raster, AUTO, 1)).containsExactly(range(0, 1));
    }

    @Test
    void aFlatBandStartsAtItsValue() {
        LiteralRaster raster = new LiteralRaster(2, 1, SampleType.INT16, new float[] {7, 7});

        assertThat(estimate(raster, AUTO, 1)).containsExactly(range(7, 8));
    }

    @Test
    void aFlatBandOfHugeValuesStillHasARange() {
        float huge = 1L << 40;
        LiteralRaster raster = new LiteralRaster(1, 1, SampleType.FLOAT32, new float[] {huge});

        assertThat(estimate(raster, AUTO, 1).get(0).max()).isGreaterThan(huge);
    }

    @Test
    void aSmallRasterIsReadAsAWholeAndNothingTwice() {
        LiteralRaster raster = new LiteralRaster(200, 130, SampleType.UINT16, new float[200 * 130]);

        estimate(raster, AUTO, 1);

        assertThat(raster.reads)
                .containsExactly(
                        new PixelRect(0, 0, 128, 128),
                        new PixelRect(128, 0, 72, 128),
                        new PixelRect(0, 128, 128, 2),
                        new PixelRect(128, 128, 72, 2));
    }

    @Test
    void aLongSideIsReadInEightWindowsThatAreEvenlySpread() {
        LiteralRaster raster = new LiteralRaster(2000, 3, SampleType.UINT16, new float[6000]);

        estimate(raster, AUTO, 1);

        // The middles of the eighths of 2000 pixels are 125, 375, ... 1875.
        assertThat(raster.reads).extracting(PixelRect::x).containsExactly(61, 311, 561, 811, 1061, 1311, 1561, 1811);
        assertThat(raster.reads).allMatch(rect -> rect.width() == 128 && rect.height() == 3);
    }

    @ParameterizedTest
    // The finer windows begin at 16384 / windows * (i + 1/2) - 64. None before the last of these lattices holds the
    // pixel.
    @CsvSource({"16384, 512, 16", "16384, 256, 32", "16384, 128, 64"})
    void anEmptySampleIsTakenAgainFromFinerLattices(int length, int pixel, int windows) {
        float[] far = upwards(length);
        LiteralRaster raster = new LiteralRaster(length, 1, SampleType.UINT16, far);
        raster.invalidate(0, pixel);
        raster.invalidate(pixel + 1, length);

        assertThat(estimate(raster, AUTO, 1)).containsExactly(range(far[pixel], far[pixel] + 1));
        assertThat(raster.reads).filteredOn(rect -> rect.width() == 128).hasSize(2 * windows - 8);
    }

    @Test
    void onlyTheBandWithoutASampleIsReadAgain() {
        float[] all = upwards(2000);
        float[] island = new float[2000];
        Arrays.fill(island, Float.NaN);
        // Between the windows of eighths, which end at 189 and begin again at 311.
        island[250] = 40;
        LiteralRaster raster = new LiteralRaster(2000, 1, SampleType.FLOAT32, all, island);

        assertThat(estimate(raster, AUTO, 1, 2))
                .containsExactly(estimate(raster, AUTO, 1).get(0), range(40, 41));
    }

    @Test
    void theSearchForASampleEndsWithTheFinestLattice() {
        LiteralRaster raster = new LiteralRaster(20_000, 1, SampleType.UINT16, new float[20_000]);
        raster.invalidate(0, 20_000);

        assertThat(estimate(raster, AUTO, 1)).containsExactly(range(0, 1));
        assertThat(raster.reads).hasSize(8 + 16 + 32 + 64);
    }

    @Test
    void aBandThatTheRasterLacksIsRefused() {
        LiteralRaster raster = new LiteralRaster(1, 1, SampleType.UINT8, new float[1]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> estimate(raster, AUTO, 1, 4))
                .withMessage("raster literal has 1 band, band 4 was asked for");
    }

    @Test
    void nothingMoreIsReadWhenTheTimeIsUp() {
        LiteralRaster raster = new LiteralRaster(2000, 3, SampleType.UINT16, new float[6000]);
        Runnable threeWindows = () -> {
            if (raster.reads.size() == 3) {
                throw new IllegalStateException("enough");
            }
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> RadiometryEstimator.estimate(raster, raster.grid(), AUTO, List.of(1), threeWindows))
                .withMessage("enough");
        assertThat(raster.reads).hasSize(3);
    }

    private static List<Radiometry.Range> estimate(LiteralRaster raster, ValueRange range, Integer... bands) {
        return RadiometryEstimator.estimate(raster, raster.grid(), range, List.of(bands))
                .ranges();
    }

    private static Radiometry.Range range(double min, double max) {
        return new Radiometry.Range(min, max);
    }

    /** 1, 2, ... in an order that is not sorted. */
    private static float[] upwards(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 1 + (i * 37 % count);
        }
        return values;
    }
}
