package org.gsprelabel.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.ImageSpec;
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

    // r = min(8/h, 8/w); sides rint(side * r), halves to even; left and top rint(d/2 - 0.1).
    @ParameterizedTest
    @CsvSource({
        "5, 3, 8, 5, 0, 1",
        "16, 5, 8, 2, 0, 3",
        "16, 7, 8, 4, 0, 2",
        "16, 3, 8, 2, 0, 3",
        "3, 4, 6, 8, 1, 0",
        "7, 8, 7, 8, 0, 0",
        "8, 3, 8, 3, 0, 2",
        "4, 4, 8, 8, 0, 0",
        "1000, 1, 8, 1, 0, 3"
    })
    void letterboxKeepsTheAspectAndPutsTheOddPixelRightAndBelow(
            int width, int height, int newWidth, int newHeight, int left, int top) {
        InputFrame frame = builder(plain(1), fixed(8, Resize.LETTERBOX)).frame(width, height);

        assertThat(frame)
                .isEqualTo(new InputFrame(
                        8, 8, width, height, (double) newWidth / width, (double) newHeight / height, left, top));
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
        assertThat(builder(plain(1), fixed(2, Resize.STRETCH)).frame(4, 1))
                .isEqualTo(new InputFrame(2, 2, 4, 1, 0.5, 2, 0, 0));
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
    void aWindowThatIsNoMultipleIsRefusedByAModelOfAnySize() {
        InputBuilder builder = builder(plain(1), new GeometrySpec(0, 32, Resize.LETTERBOX, 0, Edge.REFLECT));

        assertThat(builder.frame(64, 96)).isEqualTo(InputFrame.identity(64, 96));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.frame(64, 100))
                .withMessage("sides of a window must be multiples of 32, got 64 x 100");
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
                .withMessage("window must have a band for each of the 2 channels, got 1");
    }

    private static ImageSpec plain(int channels) {
        return new ImageSpec(
                "images", Collections.nCopies(channels, 1), new ValueRange.Auto(), 1, List.of(0.0), List.of(1.0));
    }

    private static GeometrySpec fixed(int size, Resize resize) {
        return new GeometrySpec(size, 1, resize, 0.5, Edge.REFLECT);
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
