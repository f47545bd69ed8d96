package org.gsprelabel.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.GeometrySpec.Antialias;
import org.gsprelabel.model.GeometrySpec.Edge;
import org.gsprelabel.model.GeometrySpec.Interpolation;
import org.gsprelabel.model.GeometrySpec.Resize;
import org.gsprelabel.model.InputSize;
import org.gsprelabel.tensor.InputFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables are worked out by hand from the formulas of the reference implementations. */
class FramingTest {

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
        InputFrame frame = frame(new GeometrySpec(8, 1, Resize.LETTERBOX, 0.5, Edge.REFLECT), width, height);

        assertThat(frame)
                .isEqualTo(new InputFrame(
                        8, 8, width, height, (double) newWidth / width, (double) newHeight / height, left, top));
        assertThat(frame.imageWidth()).isEqualTo(newWidth);
        assertThat(frame.imageHeight()).isEqualTo(newHeight);
    }

    // An input 6 high and 10 wide: r = min(6/h, 10/w), then as above.
    @ParameterizedTest
    @CsvSource({
        "5, 3, 10, 6, 0, 0",
        "8, 8, 6, 6, 2, 0",
        "20, 5, 10, 2, 0, 2",
        "20, 6, 10, 3, 0, 1",
        "20, 7, 10, 4, 0, 1",
        "3, 8, 2, 6, 4, 0",
        "4, 7, 3, 6, 3, 0",
        "7, 4, 10, 6, 0, 0",
        "1000, 1, 10, 1, 0, 2",
        "10, 6, 10, 6, 0, 0"
    })
    void letterboxFitsIntoAnInputThatIsNoSquare(int width, int height, int newWidth, int newHeight, int left, int top) {
        InputFrame frame =
                frame(new GeometrySpec(new InputSize(6, 10), 1, Resize.LETTERBOX, 0.5, Edge.REFLECT), width, height);

        assertThat(frame)
                .isEqualTo(new InputFrame(
                        10, 6, width, height, (double) newWidth / width, (double) newHeight / height, left, top));
        assertThat(frame.isIdentity()).isEqualTo(width == 10 && height == 6);
    }

    // s = min(6/h, 10/w); sides floor(side * s + 0.5), so that 7 * 0.5 becomes 4, and 5 * 0.5 becomes 3.
    @ParameterizedTest
    @CsvSource({"5, 5, 6, 6", "20, 7, 10, 4", "20, 5, 10, 3", "3, 8, 2, 6", "10, 6, 10, 6"})
    void longestFitsIntoAnInputThatIsNoSquare(int width, int height, int newWidth, int newHeight) {
        assertThat(frame(new GeometrySpec(new InputSize(6, 10), 1, Resize.LONGEST, 0, Edge.REFLECT), width, height))
                .isEqualTo(new InputFrame(
                        10, 6, width, height, (double) newWidth / width, (double) newHeight / height, 0, 0));
    }

    // s = 1024/max(h, w); sides floor(side * s + 0.5): halves up, unlike the letterbox.
    @ParameterizedTest
    @CsvSource({
        "1024, 768, 1024, 768",
        "1800, 1200, 1024, 683",
        "1200, 1800, 683, 1024",
        "2048, 1365, 1024, 683",
        "2048, 1, 1024, 1",
        "4096, 2, 1024, 1",
        "4096, 1, 1024, 1",
        "300, 200, 1024, 683",
        "3, 2, 1024, 683",
        "2048, 1361, 1024, 681",
        "2048, 1363, 1024, 682",
        "512, 512, 1024, 1024"
    })
    void longestBringsTheLongerSideToTheSizeAndKeepsTheImageTopLeft(
            int width, int height, int newWidth, int newHeight) {
        double scaleX = (double) newWidth / width;
        double scaleY = (double) newHeight / height;

        assertThat(frame(longest(false), width, height))
                .isEqualTo(new InputFrame(1024, 1024, width, height, scaleX, scaleY, 0, 0));
        assertThat(frame(longest(true), width, height))
                .isEqualTo(new InputFrame(newWidth, newHeight, width, height, scaleX, scaleY, 0, 0));
    }

    // Above 1333/800 the shorter side is rint(1333 * min/max); the longer one always shorter * max/min, cut.
    @ParameterizedTest
    @CsvSource({
        "640, 480, 1066, 800",
        "480, 640, 800, 1066",
        "512, 512, 800, 800",
        "800, 800, 800, 800",
        "1333, 800, 1333, 800",
        "1334, 800, 1332, 799",
        "1000, 3000, 444, 1332",
        "3000, 1000, 1332, 444",
        "2000, 100, 1340, 67",
        "4000, 1, 4000, 1",
        "1, 1, 800, 800"
    })
    void shortestBringsTheShorterSideToTheSizeUnlessTheLongerOneWouldBeTooLong(
            int width, int height, int newWidth, int newHeight) {
        GeometrySpec geometry = new GeometrySpec(
                800,
                1333,
                1,
                Resize.SHORTEST,
                Interpolation.BILINEAR,
                Antialias.SUPPORT,
                0,
                false,
                false,
                Edge.REFLECT);

        assertThat(frame(geometry, width, height))
                .isEqualTo(new InputFrame(
                        newWidth,
                        newHeight,
                        width,
                        height,
                        (double) newWidth / width,
                        (double) newHeight / height,
                        0,
                        0));
    }

    @ParameterizedTest
    @CsvSource({"1024, 500, 960, 469", "500, 1024, 469, 960", "480, 480, 960, 960", "2048, 1, 960, 1"})
    void squarePadScalesBothSidesByTheLongerOne(int width, int height, int imageWidth, int imageHeight) {
        InputFrame frame = frame(squarePad(), width, height);

        double scale = 960.0 / Math.max(width, height);
        assertThat(frame).isEqualTo(new InputFrame(960, 960, width, height, scale, scale, 0, 0));
        assertThat(frame.imageWidth()).isEqualTo(imageWidth);
        assertThat(frame.imageHeight()).isEqualTo(imageHeight);
    }

    // A box of OWLv2 is relative to the padded square: 0.25 of it are 0.25 * 1024 pixels on either axis.
    @Test
    void boxesRelativeToThePaddedSquareComeBackToTheWindow() {
        InputFrame frame = frame(squarePad(), 1024, 500);

        assertThat(frame.toWindowX(0.25 * frame.inputWidth())).isCloseTo(256, within(1e-9));
        assertThat(frame.toWindowY(0.25 * frame.inputHeight())).isCloseTo(256, within(1e-9));
    }

    @Test
    void stretchGivesEachAxisItsOwnFactor() {
        assertThat(frame(new GeometrySpec(2, 1, Resize.STRETCH, 0, Edge.REFLECT), 4, 1))
                .isEqualTo(new InputFrame(2, 2, 4, 1, 0.5, 2, 0, 0));
        assertThat(frame(new GeometrySpec(new InputSize(3, 8), 1, Resize.STRETCH, 0, Edge.REFLECT), 4, 4))
                .isEqualTo(new InputFrame(8, 3, 4, 4, 2, 0.75, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"LETTERBOX", "STRETCH", "LONGEST", "SQUARE_PAD"})
    void aWindowOfTheInputsSizeIsTheInput(Resize resize) {
        assertThat(frame(new GeometrySpec(64, 1, resize, 0, Edge.REFLECT), 64, 64))
                .isEqualTo(InputFrame.identity(64, 64));
    }

    @Test
    void whereAnySizeFitsTheWindowIsTheInput() {
        GeometrySpec geometry = new GeometrySpec(0, 32, Resize.LETTERBOX, 0, Edge.REFLECT);

        assertThat(frame(geometry, 64, 96)).isEqualTo(InputFrame.identity(64, 96));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> frame(geometry, 64, 100))
                .withMessage("sides of a window must be multiples of 32, got 64 x 100");
    }

    private static InputFrame frame(GeometrySpec geometry, int width, int height) {
        return new Framing(geometry).frame(width, height);
    }

    private static GeometrySpec longest(boolean padInGraph) {
        return new GeometrySpec(
                1024,
                0,
                1,
                Resize.LONGEST,
                Interpolation.BILINEAR,
                Antialias.SUPPORT,
                0,
                true,
                padInGraph,
                Edge.REFLECT);
    }

    private static GeometrySpec squarePad() {
        return new GeometrySpec(
                960,
                0,
                1,
                Resize.SQUARE_PAD,
                Interpolation.BILINEAR,
                Antialias.GAUSSIAN,
                0,
                false,
                false,
                Edge.REFLECT);
    }
}
