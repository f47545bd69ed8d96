package org.gsprelabel.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

    @Test
    void halvingAveragesFourPixels() {
        Image image = new Image(4, 2, 1, 2, 3, 4, 5, 6, 7, 8);

        RasterWindow half = image.resample(2, 2, new PixelRect(0, 0, 2, 1));

        assertThat(half.samples()).containsExactly((1 + 2 + 5 + 6) / 4f, (3 + 4 + 7 + 8) / 4f);
        assertThat(half.valid().cardinality()).isEqualTo(2);
    }

    @Test
    void aFractionalRatioWeighsPixelsByTheSharedArea() {
        Image image = new Image(3, 1, 10, 20, 60);

        RasterWindow reduced = image.resample(1.5, 1, new PixelRect(0, 0, 2, 1));

        assertThat(reduced.sample(0, 0, 0)).isEqualTo((10 * 1f + 20 * 0.5f) / 1.5f, within(1e-5f));
        assertThat(reduced.sample(0, 1, 0)).isEqualTo((20 * 0.5f + 60 * 1f) / 1.5f, within(1e-5f));
    }

    @Test
    void invalidPixelsCountForNothing() {
        Image image = new Image(2, 2, 1, -9999, 3, 8).without(1, 0);

        RasterWindow half = image.resample(2, 2, new PixelRect(0, 0, 1, 1));

        assertThat(half.sample(0, 0, 0)).isEqualTo((1 + 3 + 8) / 3f);
        assertThat(half.isValid(0, 0)).isTrue();
    }

    @Test
    void aBandWithoutDataTakesNothingFromItAndIsNanWhereItHasNone() {
        float no = Float.NaN;
        Image image = new Image(4, 1, new float[] {no, 6, no, no, 1, 2, 3, no});

        RasterWindow half = image.resample(2, 1, new PixelRect(0, 0, 2, 1));

        assertThat(half.samples()).containsExactly(6, no, 1.5f, 3);
        assertThat(half.valid().cardinality()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, false", "4, false"})
    void aPixelIsValidWhenAtLeastHalfItsAreaIs(int invalidPixels, boolean valid) {
        Image image = new Image(2, 2, 5, 5, 5, 5);
        for (int i = 0; i < invalidPixels; i++) {
            image.without(i % 2, i / 2);
        }

        assertThat(image.resample(2, 2, new PixelRect(0, 0, 1, 1)).isValid(0, 0))
                .isEqualTo(valid);
    }

    @ParameterizedTest
    // Three columns: the second target pixel of 2 columns has one inside, of 2.2 columns only 0.8 of 2.2.
    @CsvSource({"2, true", "2.2, false"})
    void whatLiesOutsideTheSourceCountsAsInvalid(double ratio, boolean valid) {
        RasterWindow reduced = new Image(3, 1, 1, 2, 3).resample(ratio, 1, new PixelRect(0, 0, 2, 1));

        assertThat(reduced.isValid(1, 0)).isEqualTo(valid);
        assertThat(reduced.sample(0, 1, 0)).isEqualTo(3);
    }

    @Test
    void targetPixelsBeyondTheSourceAreInvalid() {
        RasterWindow reduced = new Image(2, 1, 1, 2).resample(2, 1, new PixelRect(1, 0, 2, 1));

        assertThat(reduced.valid().isEmpty()).isTrue();
    }

    @Test
    void doublingInterpolatesBetweenPixelCentres() {
        Image image = new Image(2, 1, 0, 8);

        RasterWindow doubled = image.resample(0.5, 1, new PixelRect(0, 0, 4, 1));

        // Centres of the target lie at 0.25, 0.75, 1.25, 1.75; those of the source at 0.5 and 1.5.
        assertThat(doubled.samples()).containsExactly(0, 2, 6, 8);
    }

    @Test
    void enlargingIgnoresInvalidNeighbours() {
        Image image = new Image(3, 1, 4, 8, -1).without(2, 0);

        RasterWindow doubled = image.resample(0.5, 1, new PixelRect(0, 0, 6, 1));

        assertThat(doubled.sample(0, 3, 0)).isEqualTo(8);
        assertThat(doubled.isValid(3, 0)).isTrue();
        assertThat(doubled.isValid(4, 0)).isFalse();
    }

    @Test
    void oneAxisMayShrinkWhileTheOtherGrows() {
        Image image = new Image(2, 2, 1, 3, 9, 11);

        RasterWindow mixed = image.resample(2, 0.5, new PixelRect(0, 0, 1, 4));

        assertThat(mixed.samples()).containsExactly(2, 4, 8, 10);
    }

    @ParameterizedTest
    @CsvSource({"3.7, 2.3", "0.37, 0.9", "1, 1", "1.0001, 5", "40, 0.3"})
    void aPixelHasTheSameValueInEveryWindowBitForBit(double ratioX, double ratioY) {
        Image image = Image.random(211, 97, 3);
        int width = (int) Math.ceil(211 / ratioX);
        int height = (int) Math.ceil(97 / ratioY);
        RasterWindow whole = image.resample(ratioX, ratioY, new PixelRect(0, 0, width, height));
        Random random = new Random(4);

        for (int i = 0; i < 50; i++) {
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            PixelRect rect = new PixelRect(x, y, 1 + random.nextInt(width - x), 1 + random.nextInt(height - y));
            RasterWindow part = image.resample(ratioX, ratioY, rect);
            for (int row = 0; row < rect.height(); row++) {
                for (int column = 0; column < rect.width(); column++) {
                    assertThat(part.isValid(column, row)).isEqualTo(whole.isValid(x + column, y + row));
                    for (int band = 0; band < 3; band++) {
                        assertThat(Float.floatToRawIntBits(part.sample(band, column, row)))
                                .isEqualTo(Float.floatToRawIntBits(whole.sample(band, x + column, y + row)));
                    }
                }
            }
        }
    }

    @Test
    void theSourceIsReadInBlocksOfBoundedSize() {
        long[] largest = {0};
        Resampler.Source flat = rect -> {
            largest[0] = Math.max(largest[0], rect.area());
            BitSet valid = new BitSet();
            valid.set(0, (int) rect.area());
            float[] samples = new float[(int) rect.area()];
            Arrays.fill(samples, 7);
            return new RasterWindow(rect, 1, samples, valid);
        };

        RasterWindow window =
                new Resampler(100_000, 100_000, 1, 1, 97.3, 97.3).resample(flat, new PixelRect(900, 900, 128, 128));

        assertThat(largest[0]).isLessThan(6_000_000);
        assertThat(window.samples()).containsOnly(7);
        assertThat(window.valid().cardinality()).isEqualTo(128 * 128);
    }

    @Test
    void bandsThatTheSourceHoldsButAreNotAskedForMakeBlocksSmaller() {
        long[] largest = {0};
        Resampler.Source empty = rect -> {
            largest[0] = Math.max(largest[0], rect.area());
            return new RasterWindow(rect, 1, new float[(int) rect.area()], new BitSet());
        };

        new Resampler(10_000, 10_000, 1, 64, 10, 10).resample(empty, new PixelRect(0, 0, 128, 128));

        assertThat(64 * largest[0]).isLessThan(6_000_000);
    }

    @Test
    void aRatioOfZeroIsRefused() {
        assertThatThrownBy(() -> new Resampler(1, 1, 1, 1, 0, 1))
                .hasMessage("ratios of a resampler must be positive numbers, got 0.0 x 1.0");
    }

    /** A source in memory. */
    private static final class Image implements Resampler.Source {

        private final int width;
        private final int height;
        private final int bands;
        private final float[] samples;
        private final BitSet valid = new BitSet();

        Image(int width, int height, float... samples) {
            this(width, height, samples.length / width / height, samples);
        }

        private Image(int width, int height, int bands, float[] samples) {
            this.width = width;
            this.height = height;
            this.bands = bands;
            this.samples = samples;
            valid.set(0, width * height);
        }

        static Image random(int width, int height, int bands) {
            Random random = new Random(3);
            float[] samples = new float[width * height * bands];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = random.nextFloat() * 1000;
            }
            Image image = new Image(width, height, bands, samples);
            for (int i = 0; i < width * height / 3; i++) {
                image.without(random.nextInt(width), random.nextInt(height));
            }
            return image;
        }

        Image without(int column, int row) {
            valid.clear(row * width + column);
            return this;
        }

        RasterWindow resample(double ratioX, double ratioY, PixelRect target) {
            return new Resampler(width, height, bands, bands, ratioX, ratioY).resample(this, target);
        }

        @Override
        public RasterWindow read(PixelRect rect) {
            assertThat(new PixelRect(0, 0, width, height).contains(rect)).isTrue();
            float[] part = new float[(int) (bands * rect.area())];
            BitSet partValid = new BitSet();
            int index = 0;
            for (int band = 0; band < bands; band++) {
                for (int y = rect.y(); y < rect.bottom(); y++) {
                    for (int x = rect.x(); x < rect.right(); x++) {
                        if (band == 0 && valid.get(y * width + x)) {
                            partValid.set(index);
                        }
                        part[index++] = samples[(band * height + y) * width + x];
                    }
                }
            }
            return new RasterWindow(rect, bands, part, partValid);
        }
    }
}
