package org.gsprelabel.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

    @Test
    void aBandThatTheRasterLacksIsRefused() {
        LiteralRaster raster = new LiteralRaster(1, 1, SampleType.UINT8, new float[1]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> estimate(raster, AUTO, 1, 4))
                .withMessage("raster literal has 1 band, band 4 was asked for");
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
