package org.gsprelabel.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Antialias;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.model.GeometrySpec.Interpolation;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.ImageSpec;
import org.gsprelabel.model.ImageSpec.Layout;
import org.gsprelabel.model.InputSize;
import org.gsprelabel.model.ValueRange;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.Radiometry;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputBuilderTest {

    private static final GeometrySpec ANY_SIZE = new GeometrySpec(0, 1, Resize.LETTERBOX, 0.5, Edge.REFLECT);

    @Test
    void aWindowOfTheInputsSizeGoesInPixelForPixel() {
        FilledWindow window = window(2, 2, 0, 51, 102, 255);

        assertThat(written(plain(1), fixed(2, Resize.LETTERBOX), window)).containsExactly(0, 0.2f, 0.4f, 1);
    }

    @Test
    void channelsAreTheBandsOfTheWindowInTheirOrder() {
        RasterWindow pixels =
                new RasterWindow(new PixelRect(0, 0, 2, 1), 2, new float[] {204, 255, 0, 51}, new BitSet());
        ImageSpec image = new ImageSpec("images", List.of(3, 1), new ValueRange.Auto(), 1, List.of(0.0), List.of(1.0));

        assertThat(written(image, ANY_SIZE, new FilledWindow(pixels, pixels.rect())))
                .containsExactly(0.8f, 1, 0, 0.2f);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.485, 0.229, 0.0740645",
        "255, 123.675, 58.395, 0.0740645",
        "255, 0, 1, 128",
        "2, 1, 0.5, 0.0078431"
    })
    void normalisesAfterScaling(double scale, double mean, double std, float expected) {
        ImageSpec image =
                new ImageSpec("images", List.of(1), new ValueRange.Auto(), scale, List.of(mean), List.of(std));

        assertThat(written(image, ANY_SIZE, window(1, 1, 128))[0]).isCloseTo(expected, within(1e-6f));
    }

    @Test
    void everyChannelHasItsOwnMeanAndDeviation() {
        ImageSpec image =
                new ImageSpec("images", List.of(1, 1), new ValueRange.Auto(), 1, List.of(0.0, 0.5), List.of(1.0, 0.25));

        RasterWindow pixels = new RasterWindow(new PixelRect(0, 0, 1, 1), 2, new float[] {255, 255}, new BitSet());

        assertThat(written(image, ANY_SIZE, new FilledWindow(pixels, pixels.rect())))
                .containsExactly(1, 2);
    }

    @Test
    void writesIntoTheItemAskedForAndNowhereElse() {
        InputBuilder builder = builder(plain(1), ANY_SIZE);
        Tensor batch = builder.allocate(3, 2, 1);

        builder.write(window(2, 1, 255, 51), batch, 1);

        assertThat(values(batch)).containsExactly(0, 0, 1, 0.2f, 0, 0);
    }

    @Test
    void letterboxEnlargesBetweenPixelCentresAndPads() {
        // Centres of the new columns lie at -0.25, 0.25, 0.75, 1.25 of the old ones.
        assertThat(written(plain(1), fixed(4, Resize.LETTERBOX), window(2, 1, 0, 255)))
                .containsExactly(
                        0.5f, 0.5f, 0.5f, 0.5f, //
                        0, 0.25f, 0.75f, 1, //
                        0, 0.25f, 0.75f, 1, //
                        0.5f, 0.5f, 0.5f, 0.5f);
    }

    // 2 rows and 4 columns. A square of 2 goes in pixel for pixel; one of 4 is halved, each new pixel the mean of four.
    @Test
    void letterboxCentresASquareInAnInputThatIsNoSquare() {
        GeometrySpec geometry = new GeometrySpec(new InputSize(2, 4), 1, Resize.LETTERBOX, 0.5, Edge.REFLECT);

        assertThat(written(plain(1), geometry, window(2, 2, 0, 51, 102, 255)))
                .containsExactly(
                        0.5f, 0, 0.2f, 0.5f, //
                        0.5f, 0.4f, 1, 0.5f);
        assertThat(written(
                        plain(1),
                        geometry,
                        window(4, 4, 0, 51, 255, 255, 102, 51, 255, 255, 51, 51, 0, 0, 51, 51, 204, 0)))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(
                        0.5f, 0.2f, 1, 0.5f, //
                        0.5f, 0.2f, 0.2f, 0.5f);
    }

    // 2 rows and 4 columns: columns are enlarged as by the letterbox above, rows stay.
    @Test
    void stretchFillsAnInputThatIsNoSquare() {
        GeometrySpec geometry = new GeometrySpec(new InputSize(2, 4), 1, Resize.STRETCH, 0.5, Edge.REFLECT);

        assertThat(written(plain(1), geometry, window(2, 2, 0, 255, 255, 51)))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(
                        0, 0.25f, 0.75f, 1, //
                        1, 0.8f, 0.4f, 0.2f);
    }

    // 4 rows and 2 columns: the image above, the padding below.
    @Test
    void longestPadsAnInputThatIsNoSquare() {
        GeometrySpec geometry = new GeometrySpec(new InputSize(4, 2), 1, Resize.LONGEST, 0.5, Edge.REFLECT);

        assertThat(written(plain(1), geometry, window(2, 2, 0, 51, 102, 255)))
                .containsExactly(0, 0.2f, 0.4f, 1, 0.5f, 0.5f, 0.5f, 0.5f);
    }

    @Test
    void paddingIsNormalisedLikePixels() {
        ImageSpec image = new ImageSpec("images", List.of(1), new ValueRange.Auto(), 1, List.of(0.25), List.of(0.5));

        assertThat(written(image, fixed(2, Resize.LETTERBOX), window(1, 2, 255, 255)))
                .containsExactly(1.5f, 0.5f, 1.5f, 0.5f);
    }

    @Test
    void stretchFillsTheInput() {
        // The new columns lie at 0.5 and 2.5 of the old ones: means of pairs. The one row is shown twice.
        assertThat(written(plain(1), fixed(2, Resize.STRETCH), window(4, 1, 0, 51, 102, 255)))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0.1f, 0.7f, 0.1f, 0.7f);
    }

    // Reduced by 2 the triangle covers four columns: weights 3, 3, 1 of 7 at the edge and 1, 3, 3, 1 of 8 inside; the
    // one row
    // of the window becomes a row of 4 columns, what is below it the mean colour.
    @Test
    void longestPutsTheImageTopLeftAndPadsTheMeanColourAfterNormalising() {
        ImageSpec image = new ImageSpec("image", List.of(1), new ValueRange.Auto(), 255, List.of(100.0), List.of(50.0));

        assertThat(written(
                        image,
                        geometry(4, Resize.LONGEST, Antialias.SUPPORT, 0, true),
                        window(8, 2, 0, 100, 200, 150, 50, 0, 250, 100, 0, 100, 200, 150, 50, 0, 250, 100)))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(
                        (500 / 7f - 100) / 50,
                        (1200 / 8f - 100) / 50,
                        (550 / 8f - 100) / 50,
                        (1050 / 7f - 100) / 50, //
                        0,
                        0,
                        0,
                        0, //
                        0,
                        0,
                        0,
                        0, //
                        0,
                        0,
                        0,
                        0);
    }

    @Test
    void paddingBeforeNormalisingIsNormalisedAndPaddingAfterItIsNot() {
        ImageSpec image = new ImageSpec("image", List.of(1), new ValueRange.Auto(), 1, List.of(0.25), List.of(0.5));
        FilledWindow window = window(1, 2, 255, 255);

        assertThat(written(image, geometry(2, Resize.LONGEST, Antialias.NONE, 0.5, false), window))
                .containsExactly(1.5f, 0.5f, 1.5f, 0.5f);
        assertThat(written(image, geometry(2, Resize.LONGEST, Antialias.NONE, 0.5, true), window))
                .containsExactly(1.5f, 0.5f, 1.5f, 0.5f);
        assertThat(written(image, geometry(2, Resize.LONGEST, Antialias.NONE, 0, false), window))
                .containsExactly(1.5f, -0.5f, 1.5f, -0.5f);
        assertThat(written(image, geometry(2, Resize.LONGEST, Antialias.NONE, 0, true), window))
                .containsExactly(1.5f, 0, 1.5f, 0);
    }

    @Test
    void pixelsOutsideTheRasterCanBeTheMeanColourToo() {
        RasterWindow pixels = new RasterWindow(new PixelRect(0, 0, 2, 1), 1, new float[] {255, 255}, new BitSet());
        GeometrySpec geometry = new GeometrySpec(
                0, 0, 1, Resize.LETTERBOX, Interpolation.BILINEAR, Antialias.NONE, 0, true, false, Edge.PAD);
        ImageSpec image = new ImageSpec("image", List.of(1), new ValueRange.Auto(), 1, List.of(0.5), List.of(0.25));

        assertThat(written(image, geometry, new FilledWindow(pixels, new PixelRect(0, 0, 1, 1))))
                .containsExactly(2, 0);
    }

    // The square is padded before it is resized: with a factor of 2 each new pixel lies between four old ones, below
    // the
    // window's one row between image and padding.
    @Test
    void squarePadResizesThePaddingWithTheImage() {
        GeometrySpec geometry = geometry(2, Resize.SQUARE_PAD, Antialias.NONE, 0.2, false);

        assertThat(written(plain(1), geometry, window(4, 1, 51, 102, 153, 255)))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0.25f, 0.5f, 0.2f, 0.2f);
    }

    // For a window whose pixels hold their own coordinates, a pixel of the input must hold the one that its frame says.
    // A
    // widened triangle wobbles by a few hundredths of a pixel; a frame that is wrong by a rounded side is off by a
    // whole one.
    @ParameterizedTest
    @CsvSource({
        "LETTERBOX, BILINEAR, NONE, 61, 47",
        "LETTERBOX, BILINEAR, NONE, 200, 130",
        "STRETCH, BILINEAR, NONE, 70, 110",
        "STRETCH, BILINEAR, SUPPORT, 70, 250",
        "STRETCH, BICUBIC, SUPPORT, 250, 70",
        "STRETCH, BICUBIC, SUPPORT, 60, 50",
        "LONGEST, BILINEAR, SUPPORT, 111, 250",
        "LONGEST, BILINEAR, SUPPORT, 61, 47",
        "SHORTEST, BILINEAR, SUPPORT, 131, 97",
        "SHORTEST, BILINEAR, SUPPORT, 47, 240",
        "SQUARE_PAD, BILINEAR, GAUSSIAN, 240, 133",
        "SQUARE_PAD, BILINEAR, GAUSSIAN, 61, 73"
    })
    void theFrameTellsWhereAnInputPixelLiesInTheWindow(
            Resize resize, Interpolation interpolation, Antialias antialias, int width, int height) {
        assertFrameTells(
                new GeometrySpec(
                        96,
                        resize == Resize.SHORTEST ? 160 : 0,
                        1,
                        resize,
                        interpolation,
                        antialias,
                        0,
                        false,
                        false,
                        Edge.REFLECT),
                width,
                height);
    }

    @ParameterizedTest
    @CsvSource({
        "LETTERBOX, NONE, 61, 47",
        "LETTERBOX, NONE, 200, 200",
        "STRETCH, NONE, 70, 110",
        "STRETCH, SUPPORT, 144, 192",
        "LONGEST, SUPPORT, 111, 250",
        "LONGEST, SUPPORT, 61, 61"
    })
    void theFrameTellsItForInputsThatAreNoSquares(Resize resize, Antialias antialias, int width, int height) {
        for (InputSize size : List.of(new InputSize(96, 160), new InputSize(128, 72))) {
            assertFrameTells(
                    new GeometrySpec(
                            size, 0, 1, resize, Interpolation.BILINEAR, antialias, 0, false, false, Edge.REFLECT),
                    width,
                    height);
        }
    }

    private static void assertFrameTells(GeometrySpec geometry, int width, int height) {
        PixelRect rect = new PixelRect(0, 0, width, height);
        float[] samples = new float[2 * width * height];
        for (int i = 0; i < width * height; i++) {
            samples[i] = i % width + 0.5f;
            samples[width * height + i] = i / width + 0.5f;
        }
        ImageSpec image = new ImageSpec("image", List.of(1, 2), new ValueRange.Auto(), 255, List.of(0.0), List.of(1.0));
        InputBuilder builder = builder(image, geometry);
        Tensor batch = builder.allocate(1, width, height);

        InputFrame frame =
                builder.write(new FilledWindow(new RasterWindow(rect, 2, samples, new BitSet()), rect), batch, 0);

        // Kernels are cut at the edges of the image.
        int margin = (int) Math.ceil(Math.max(8, 8 * Math.max(frame.scaleX(), frame.scaleY())));
        int compared = 0;
        for (int y = frame.padTop() + margin; y < frame.padTop() + frame.imageHeight() - margin; y++) {
            for (int x = frame.padLeft() + margin; x < frame.padLeft() + frame.imageWidth() - margin; x++) {
                int at = y * frame.inputWidth() + x;
                assertThat(batch.get(at)).isCloseTo((float) frame.toWindowX(x + 0.5), within(0.05f));
                assertThat(batch.get(frame.inputHeight() * frame.inputWidth() + at))
                        .isCloseTo((float) frame.toWindowY(y + 0.5), within(0.05f));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(300);
    }

    @Test
    void channelsLastPutsThePixelsOneAfterTheOther() {
        RasterWindow pixels =
                new RasterWindow(new PixelRect(0, 0, 2, 1), 3, new float[] {1, 2, 10, 20, 100, 200}, new BitSet());
        ImageSpec image = new ImageSpec(
                "input_image", List.of(1, 2, 3), new ValueRange.Auto(), 255, List.of(0.0), List.of(1.0), Layout.HWC);
        InputBuilder builder = builder(image, ANY_SIZE);
        Tensor batch = builder.allocate(1, 2, 1);

        builder.write(new FilledWindow(pixels, pixels.rect()), batch, 0);

        assertThat(batch.shape()).containsExactly(1, 2, 3);
        assertThat(values(batch)).usingComparatorWithPrecision(1e-4f).containsExactly(1, 10, 100, 2, 20, 200);
        assertThat(builder.first(batch, 1)).isSameAs(batch);
    }

    // Twice the size, in the layout of samexporter's encoder: rows 0, 0.25, 0.75, 1 of the old ones, no padding.
    @Test
    void whereTheGraphPadsTheInputIsTheResizedImage() {
        GeometrySpec geometry = new GeometrySpec(
                4, 0, 1, Resize.LONGEST, Interpolation.BILINEAR, Antialias.SUPPORT, 0, false, true, Edge.REFLECT);
        RasterWindow pixels =
                new RasterWindow(new PixelRect(0, 0, 1, 2), 2, new float[] {0, 200, 40, 80}, new BitSet());
        ImageSpec image = new ImageSpec(
                "input_image", List.of(1, 2), new ValueRange.Auto(), 255, List.of(0.0), List.of(1.0), Layout.HWC);
        InputBuilder builder = builder(image, geometry);
        Tensor batch = builder.allocate(1, 1, 2);

        builder.write(new FilledWindow(pixels, pixels.rect()), batch, 0);

        assertThat(batch.shape()).containsExactly(4, 2, 2);
        assertThat(values(batch))
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(0, 40, 0, 40, 50, 50, 50, 50, 150, 70, 150, 70, 200, 80, 200, 80);
    }

    @Test
    void channelsFirstWithoutABatchAxisHoldsOneImage() {
        RasterWindow pixels =
                new RasterWindow(new PixelRect(0, 0, 2, 1), 2, new float[] {51, 102, 153, 255}, new BitSet());
        ImageSpec image = new ImageSpec(
                "image", List.of(1, 2), new ValueRange.Auto(), 255, List.of(0.0), List.of(1.0), Layout.CHW);
        InputBuilder builder = builder(image, ANY_SIZE);
        Tensor batch = builder.allocate(1, 2, 1);

        builder.write(new FilledWindow(pixels, pixels.rect()), batch, 0);

        assertThat(batch.shape()).containsExactly(2, 1, 2);
        assertThat(values(batch)).usingComparatorWithPrecision(1e-4f).containsExactly(51, 102, 153, 255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.allocate(2, 2, 1))
                .withMessage("a tensor CHW holds 1 image, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.write(new FilledWindow(pixels, pixels.rect()), batch, 1))
                .withMessage("item must be from 0 to 0, got 1");
    }

    @Test
    void picksItsBandsFromAWindowThatHasMore() {
        RasterWindow pixels =
                new RasterWindow(new PixelRect(0, 0, 1, 1), 4, new float[] {51, 102, 153, 204}, new BitSet());
        ImageSpec image =
                new ImageSpec("images", List.of(7, 2, 2), new ValueRange.Auto(), 1, List.of(0.0), List.of(1.0));
        Radiometry radiometry = new Radiometry(
                List.of(new Radiometry.Range(0, 255), new Radiometry.Range(0, 510), new Radiometry.Range(0, 1020)));
        InputBuilder builder = new InputBuilder(image, ANY_SIZE, radiometry, List.of(4, 2, 1, 7));
        Tensor batch = builder.allocate(1, 1, 1);

        builder.write(new FilledWindow(pixels, pixels.rect()), batch, 0);

        assertThat(values(batch)).containsExactly(0.8f, 0.2f, 0.1f);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InputBuilder(image, ANY_SIZE, radiometry, List.of(1, 2, 3)))
                .withMessage("windows must be read with the bands [7, 2, 2], got [1, 2, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.write(window(1, 1, 0), batch, 0))
                .withMessage("window must have the 4 bands [4, 2, 1, 7], got 1");
    }

    @Test
    void pixelsOutsideTheRasterAreKeptUnlessTheModelPads() {
        RasterWindow pixels =
                new RasterWindow(new PixelRect(-1, 0, 3, 2), 1, new float[] {255, 0, 255, 255, 0, 255}, new BitSet());
        FilledWindow window = new FilledWindow(pixels, new PixelRect(0, 0, 1, 1));

        assertThat(written(plain(1), ANY_SIZE, window)).containsExactly(1, 0, 1, 1, 0, 1);
        assertThat(written(plain(1), new GeometrySpec(0, 1, Resize.LETTERBOX, 0.25, Edge.PAD), window))
                .containsExactly(0.25f, 0, 0.25f, 0.25f, 0.25f, 0.25f);
    }

    @Test
    void aBatchOfAnotherShapeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(plain(1), ANY_SIZE).write(window(1, 1, 0), Tensor.allocate(1, 3, 1, 1), 0))
                .withMessageContaining("must be a tensor [1, 1, 1, 1], got Tensor[1, 3, 1, 1]");
    }

    @Test
    void aWindowWithAnotherNumberOfBandsIsRefused() {
        InputBuilder builder = builder(plain(2), ANY_SIZE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.write(window(1, 1, 0), builder.allocate(1, 1, 1), 0))
                .withMessage("window must have the 2 bands [1, 1], got 1");
    }

    private static ImageSpec plain(int channels) {
        return new ImageSpec(
                "images", Collections.nCopies(channels, 1), new ValueRange.Auto(), 1, List.of(0.0), List.of(1.0));
    }

    private static GeometrySpec fixed(int size, Resize resize) {
        return new GeometrySpec(size, 1, resize, 0.5, Edge.REFLECT);
    }

    private static GeometrySpec geometry(
            int size, Resize resize, Antialias antialias, double padValue, boolean padAfterNormalise) {
        return new GeometrySpec(
                size,
                0,
                1,
                resize,
                Interpolation.BILINEAR,
                antialias,
                padValue,
                padAfterNormalise,
                false,
                Edge.REFLECT);
    }

    private static InputBuilder builder(ImageSpec image, GeometrySpec geometry) {
        List<Radiometry.Range> ranges = Collections.nCopies(image.channels(), new Radiometry.Range(0, 255));
        return new InputBuilder(image, geometry, new Radiometry(ranges));
    }

    private static FilledWindow window(int width, int height, float... samples) {
        RasterWindow pixels = new RasterWindow(new PixelRect(0, 0, width, height), 1, samples, new BitSet());
        return new FilledWindow(pixels, pixels.rect());
    }

    private static float[] written(ImageSpec image, GeometrySpec geometry, FilledWindow window) {
        InputBuilder builder = builder(image, geometry);
        PixelRect rect = window.pixels().rect();
        Tensor batch = builder.allocate(1, rect.width(), rect.height());
        builder.write(window, batch, 0);
        return values(batch);
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[tensor.data().capacity()];
        tensor.data().get(0, values);
        return values;
    }
}
