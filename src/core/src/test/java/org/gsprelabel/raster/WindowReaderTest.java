package org.gsprelabel.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowReaderTest {

    private static final float NO = -9999;
    private static final float NAN = Float.NaN;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1 2 3 4 |  0 | 4  | 1 2 3 4
                    1 2 3 4 |  0 | 6  | 1 2 3 4 3 2
                    1 2 3 4 | -2 | 6  | 3 2 1 2 3 4
                    1 2 3 4 |  2 | 5  | 3 4 3 4 3
                    1 2 3 4 |  3 | 4  | 4 4 4 4
                    1 2 3   |  0 | 12 | 1 2 3 2 1 2 3 2 1 2 3 2
                    1 2 3   | -5 | 8  | 2 1 2 3 2 1 2 3
                    5       |  0 | 4  | 5 5 5 5
                    """)
    void mirrorsWhatLiesOutsideTheRaster(String raster, int x, int length, String expected) {
        float[] values = floats(raster);
        LiteralRaster row = new LiteralRaster(values.length, 1, SampleType.UINT8, values);
        LiteralRaster column = new LiteralRaster(1, values.length, SampleType.UINT8, values);

        float[] wanted = floats(expected);
        assertThat(read(row, x, 0, length, 1).pixels().samples()).containsExactly(wanted);
        assertThat(read(column, 0, x, 1, length).pixels().samples()).containsExactly(wanted);
    }

    @Test
    void mirrorsEveryBandInBothDirections() {
        LiteralRaster raster =
                new LiteralRaster(2, 2, SampleType.UINT8, new float[] {1, 2, 3, 4}, new float[] {10, 20, 30, 40});

        assertThat(read(raster, 0, 0, 3, 3).pixels().samples())
                .containsExactly(1, 2, 1, 3, 4, 3, 1, 2, 1, 10, 20, 10, 30, 40, 30, 10, 20, 10);
    }

    @Test
    void readsOnlyThePartInsideTheRaster() {
        LiteralRaster raster = new LiteralRaster(3, 2, SampleType.UINT8, new float[6]);

        FilledWindow window = read(raster, 1, 1, 8, 8);

        assertThat(raster.reads).containsExactly(new PixelRect(1, 1, 2, 1));
        assertThat(window.inside()).isEqualTo(new PixelRect(1, 1, 2, 1));
        assertThat(window.pixels().rect()).isEqualTo(new PixelRect(1, 1, 8, 8));
    }

    @Test
    void onlyPixelsOfTheRasterAreValid() {
        LiteralRaster raster = new LiteralRaster(3, 2, SampleType.UINT8, new float[6]).without(1, 5);

        FilledWindow window = read(raster, -1, 0, 5, 3);

        assertThat(valid(window)).isEqualTo("""
                .#.#.
                .##..
                .....
                """);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    7 x x x 9, 7 7 7 9 9
                    7 x x 9 x, 7 7 9 9 9
                    x x 5 x 6, 5 5 5 5 6
                    1 2 3 4 x, 1 2 3 4 4
                    """)
    void pixelsWithoutDataTakeTheNearestOfTheirRow(String samples, String expected) {
        String[] words = samples.split(" ");
        float[] values = floats(samples.replace("x", "-9999"));
        LiteralRaster raster = new LiteralRaster(values.length, 1, SampleType.INT16, values);
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("x")) {
                raster.without(i);
            }
        }

        assertThat(read(raster, 0, 0, values.length, 1).pixels().samples()).containsExactly(floats(expected));
    }

    @Test
    void rowsWithoutDataTakeTheNearestRow() {
        float[] values = {NO, NO, NO, 1, NO, NO, NO, NO, NO, NO, 2, 3};
        LiteralRaster raster = new LiteralRaster(2, 6, SampleType.INT16, values).without(0, 1, 2, 4, 5, 6, 7, 8, 9);

        FilledWindow window = read(raster, 0, 0, 2, 6);

        assertThat(window.pixels().samples()).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 2, 3);
        assertThat(window.pixels().valid().stream()).containsExactly(3, 10, 11);
    }

    @Test
    void aBandThatIsNanInAValidPixelIsFilled() {
        LiteralRaster raster = new LiteralRaster(
                3, 1, SampleType.FLOAT32, new float[] {1, NAN, 3}, new float[] {4, 5, 6}, new float[] {NAN, NAN, NAN});

        FilledWindow window = read(raster, 0, 0, 3, 1);

        assertThat(window.pixels().samples()).containsExactly(1, 1, 3, 4, 5, 6, 0, 0, 0);
        assertThat(window.pixels().valid().cardinality()).isEqualTo(3);
    }

    @Test
    void aBandOfIntegersThatIsNanInAValidPixelIsFilled() {
        LiteralRaster raster =
                new LiteralRaster(3, 1, SampleType.INT16, new float[] {1, NAN, 3}, new float[] {4, 5, NO}).without(2);

        assertThat(read(raster, 0, 0, 3, 1).pixels().samples()).containsExactly(1, 1, 1, 4, 5, 5);
    }

    @Test
    void readsTheBandsAskedForInTheirOrder() {
        LiteralRaster raster =
                new LiteralRaster(2, 1, SampleType.UINT8, new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 6});

        FilledWindow window = new WindowReader(raster, raster.grid(), List.of(3, 1, 3)).read(new PixelRect(0, 0, 2, 1));

        assertThat(window.pixels().bands()).isEqualTo(3);
        assertThat(window.pixels().samples()).containsExactly(5, 6, 1, 2, 5, 6);
    }

    @Test
    void aBandThatTheRasterLacksIsRefused() {
        LiteralRaster raster = new LiteralRaster(1, 1, SampleType.UINT8, new float[1], new float[1]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WindowReader(raster, raster.grid(), List.of(1, 3)))
                .withMessage("raster literal has 2 bands, band 3 was asked for");
    }

    @Test
    void aWindowWithoutDataIsToldByItsMask() {
        LiteralRaster raster = new LiteralRaster(2, 1, SampleType.INT16, new float[] {NO, NO}).without(0, 1);

        assertThat(read(raster, 0, 0, 4, 4).hasValid()).isFalse();
    }

    @Test
    void whatTheSourceGaveIsNotChanged() {
        LiteralRaster raster = new LiteralRaster(3, 1, SampleType.INT16, new float[] {1, NO, 3}).without(1);
        RasterWindow given = raster.read(raster.grid(), new PixelRect(0, 0, 3, 1), List.of(1));

        NodataFill.fill(given);

        assertThat(given.samples()).containsExactly(1, NO, 3);
    }

    @Test
    void aWindowOutsideTheRasterIsRefused() {
        LiteralRaster raster = new LiteralRaster(3, 2, SampleType.UINT8, new float[6]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(raster, 3, 0, 8, 8))
                .withMessage("window [x 3..11, y 0..8] lies outside the raster [x 0..3, y 0..2]");
    }

    private static FilledWindow read(LiteralRaster raster, int x, int y, int width, int height) {
        List<Integer> all =
                IntStream.rangeClosed(1, raster.info().bands()).boxed().toList();
        return new WindowReader(raster, raster.grid(), all).read(new PixelRect(x, y, width, height));
    }

    private static float[] floats(String text) {
        String[] words = text.trim().split(" ");
        float[] values = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            values[i] = Float.parseFloat(words[i]);
        }
        return values;
    }

    private static String valid(FilledWindow window) {
        PixelRect rect = window.pixels().rect();
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rect.height(); row++) {
            for (int column = 0; column < rect.width(); column++) {
                text.append(window.pixels().isValid(column, row) ? '#' : '.');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
