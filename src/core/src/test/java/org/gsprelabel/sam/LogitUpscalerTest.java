package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.gsprelabel.sam.LogitUpscaler.Levels;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogitUpscalerTest {

    private static final Levels LEVELS = new Levels(1, 0, -1);

    @Test
    void aPlaneOfTheWindowsSizeIsComparedCellByCell() {
        LogitUpscaler upscaler = new LogitUpscaler(
                Upscaling.DIRECT, InputFrame.identity(4, 2), new PixelRect(10, 20, 4, 2), 4, 2, LEVELS);

        // Above 1: 2 cells; above -1: 6 cells; at a level is not above it.
        upscaler.scan(new float[] {1.5f, 1, 0.5f, 0, -0.5f, -1, -1.5f, 9});

        assertThat(upscaler.stabilityScore()).isEqualTo(2 / 6f);
        BitMask mask = upscaler.mask().orElseThrow();
        assertThat(mask.x()).isEqualTo(10);
        assertThat(mask.y()).isEqualTo(20);
        assertThat(Drawings.window(shifted(mask, -10, -20), 4, 2)).containsExactly("###.", "...#");
    }

    @Test
    void doublesAPlaneByTheHalfPixelRule() {
        LogitUpscaler upscaler = new LogitUpscaler(
                Upscaling.DIRECT,
                new InputFrame(2, 1, 4, 1, 0.5, 1, 0, 0),
                new PixelRect(0, 0, 4, 1),
                2,
                1,
                new Levels(1.9f, 0.9f, -0.1f));

        // From cells 0 and 4: 0, 1, 3, 4.
        upscaler.scan(new float[] {0, 4});

        assertThat(Drawings.window(upscaler.mask().orElseThrow(), 4, 1)).containsExactly(".###");
        assertThat(upscaler.stabilityScore()).isEqualTo(2 / 4f);
    }

    @Test
    void thePlaneBeforeLeavesNothingBehind() {
        LogitUpscaler upscaler =
                new LogitUpscaler(Upscaling.DIRECT, InputFrame.identity(3, 3), new PixelRect(0, 0, 3, 3), 3, 3, LEVELS);
        upscaler.scan(new float[] {9, 9, 9, 9, 9, 9, 9, 9, 9});

        upscaler.scan(new float[9]);
        assertThat(upscaler.mask()).isEmpty();
        assertThat(upscaler.stabilityScore()).isZero();

        upscaler.scan(new float[] {-9, -9, -9, -9, -9, -9, -9, -9, -9});
        assertThat(upscaler.stabilityScore()).isNaN();
    }

    /** Windows larger and smaller than input and grid, of other aspects; random cells, so that hardly a patch is alike. */
    @ParameterizedTest
    @CsvSource({
        "VIA_INPUT, 64, 16, 64, 64, 1",
        "VIA_INPUT, 64, 16, 64, 40, 2",
        "VIA_INPUT, 64, 16, 51, 97, 3",
        "VIA_INPUT, 64, 16, 200, 131, 4",
        "VIA_INPUT, 64, 16, 13, 9, 5",
        "VIA_INPUT, 60, 16, 70, 31, 6",
        "VIA_INPUT, 16, 16, 45, 33, 7",
        "VIA_INPUT, 20, 33, 45, 33, 8",
        "DIRECT, 64, 16, 64, 64, 9",
        "DIRECT, 64, 16, 130, 67, 10",
        "DIRECT, 64, 16, 11, 5, 11"
    })
    void findsWhatInterpolatingEveryPixelFinds(
            Upscaling upscaling, int input, int grid, int width, int height, long seed) {
        double longest = (double) input / Math.max(width, height);
        int newWidth = upscaling == Upscaling.DIRECT ? input : (int) Math.floor(width * longest + 0.5);
        int newHeight = upscaling == Upscaling.DIRECT ? input : (int) Math.floor(height * longest + 0.5);
        InputFrame frame = new InputFrame(
                input, input, width, height, (double) newWidth / width, (double) newHeight / height, 0, 0);
        LogitUpscaler upscaler =
                new LogitUpscaler(upscaling, frame, new PixelRect(0, 0, width, height), grid, grid, LEVELS);
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            double[][] cells = round % 2 == 0 ? noise(random, grid) : hill(random, grid);
            float[] plane = new float[grid * grid];
            for (int i = 0; i < plane.length; i++) {
                plane[i] = (float) cells[i / grid][i % grid];
                cells[i / grid][i % grid] = plane[i];
            }
            double[][] pixels = upscaling == Upscaling.DIRECT
                    ? NaiveMaskGenerator.resized(cells, width, height)
                    : NaiveMaskGenerator.resized(
                            part(NaiveMaskGenerator.resized(cells, input, input), newWidth, newHeight), width, height);

            upscaler.scan(plane);

            int raised = 0;
            int lowered = 0;
            BitMask expected = new BitMask(0, 0, width, height);
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    raised += pixels[row][column] > 1 ? 1 : 0;
                    lowered += pixels[row][column] > -1 ? 1 : 0;
                    if (pixels[row][column] > 0) {
                        expected.set(column, row);
                    }
                }
            }
            assertThat(Drawings.window(upscaler.mask().orElse(new BitMask(0, 0, 1, 1)), width, height))
                    .isEqualTo(Drawings.window(expected, width, height));
            assertThat(upscaler.stabilityScore()).isEqualTo(Float.valueOf((float) raised / lowered));
        }
    }

    @Test
    void leavesOutThePaddingOnAnySide() {
        // The window lies in the middle of the input: rows 1 and 2 of 4, all 4 columns.
        InputFrame frame = new InputFrame(4, 4, 4, 2, 1, 1, 0, 1);
        float[] plane = {9, 9, 9, 9, -9, 9, 9, -9, -9, -9, 9, -9, 9, 9, 9, 9};
        for (Upscaling upscaling : Upscaling.values()) {
            LogitUpscaler upscaler = new LogitUpscaler(upscaling, frame, new PixelRect(0, 0, 4, 2), 4, 4, LEVELS);

            upscaler.scan(plane);

            assertThat(Drawings.window(upscaler.mask().orElseThrow(), 4, 2)).containsExactly(".##.", "..#.");
        }
    }

    private static double[][] noise(Random random, int grid) {
        double[][] cells = new double[grid][grid];
        for (int i = 0; i < grid * grid; i++) {
            cells[i / grid][i % grid] = 3 * random.nextGaussian();
        }
        return cells;
    }

    private static double[][] hill(Random random, int grid) {
        double[][] cells = new double[grid][grid];
        double x = grid * random.nextDouble();
        double y = grid * random.nextDouble();
        double radius = grid * (0.1 + 0.6 * random.nextDouble());
        for (int i = 0; i < grid * grid; i++) {
            cells[i / grid][i % grid] = 4 * (radius - Math.hypot(i % grid - x, i / grid - y));
        }
        return cells;
    }

    private static double[][] part(double[][] cells, int width, int height) {
        double[][] part = new double[height][width];
        for (int row = 0; row < height; row++) {
            System.arraycopy(cells[row], 0, part[row], 0, width);
        }
        return part;
    }

    private static BitMask shifted(BitMask mask, int dx, int dy) {
        BitMask shifted = new BitMask(mask.x() + dx, mask.y() + dy, mask.width(), mask.height());
        System.arraycopy(mask.words(), 0, shifted.words(), 0, mask.words().length);
        return shifted;
    }
}
