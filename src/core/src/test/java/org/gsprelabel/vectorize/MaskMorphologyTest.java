package org.gsprelabel.vectorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gsprelabel.vectorize.Masks.draw;
import static org.gsprelabel.vectorize.Masks.drawing;

import java.util.Random;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskMorphologyTest {

    private static final String[] HOUSE = {
        "............", //
        "..#######...",
        "..#######...",
        "..###.###...",
        "..#######.#.",
        "..#######...",
        "............"
    };

    private static final String[] SCIPY_ERODED = {
        "............", "............", "...##.##....", "...#...#....", "...##.##....", "............", "............"
    };

    private static final String[] SCIPY_DILATED = {
        "..#######...", ".#########..", ".#########..", ".##########.", ".###########", ".##########.", "..#######..."
    };

    private static final String[] SCIPY_OPENED = {
        "............", "...##.##....", "..#######...", "..###.###...", "..#######...", "...##.##....", "............"
    };

    private static final String[] SCIPY_CLOSED = {
        "............", "..#######...", "..#######...", "..########..", "..#########.", "..#######...", "............"
    };

    @Test
    void aRadiusOfOneIsTheCrossOfFourNeighbours() {
        assertThat(drawing(MaskMorphology.dilate(draw(".....", ".....", "..#..", ".....", "....."), window(5, 5), 1)))
                .containsExactly(".....", "..#..", ".###.", "..#..", ".....");
    }

    @Test
    void aRadiusOfOneAndAHalfIsNinePixelsAndOneOfTwoThirteen() {
        BitMask point = draw(".....", ".....", "..#..", ".....", ".....");
        assertThat(drawing(MaskMorphology.dilate(point, window(5, 5), 1.5)))
                .containsExactly(".....", ".###.", ".###.", ".###.", ".....");
        assertThat(drawing(MaskMorphology.dilate(point, window(5, 5), 2)))
                .containsExactly("..#..", ".###.", "#####", ".###.", "..#..");
    }

    /** Each of the four tables is what scipy.ndimage 1.10 gives with the disc, the array padded by its edge. */
    @Test
    void isWhatScipyGives() {
        BitMask house = draw(HOUSE);
        PixelRect window = window(12, 7);
        assertThat(drawing(MaskMorphology.erode(house, window, 1))).containsExactly(SCIPY_ERODED);
        assertThat(drawing(MaskMorphology.dilate(house, window, 1))).containsExactly(SCIPY_DILATED);
        assertThat(drawing(MaskMorphology.open(house, window, 1))).containsExactly(SCIPY_OPENED);
        assertThat(drawing(MaskMorphology.close(house, window, 2))).containsExactly(SCIPY_CLOSED);
    }

    @Test
    void whatTheWindowCutsIsNotErodedFromTheCut() {
        BitMask bar = draw("......", "###...", "###...", "###...", "......");
        assertThat(drawing(MaskMorphology.erode(bar, window(6, 5), 1)))
                .containsExactly("......", "......", "##....", "......", "......");
        // the same bar with the window's side elsewhere ends there
        assertThat(drawing(MaskMorphology.erode(bar, new PixelRect(-1, 0, 7, 5), 1)))
                .containsExactly("......", "......", ".#....", "......", "......");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 2, 3, 4.3, 9})
    void agreesWithLookingAtEveryPixelOfTheDisc(double radius) {
        Random random = new Random(11);
        for (int[] size : new int[][] {{1, 1}, {7, 5}, {64, 20}, {65, 3}, {130, 33}}) {
            PixelRect window = new PixelRect(-3, 4, size[0], size[1]);
            for (double density : new double[] {0.02, 0.5, 0.9, 0.99}) {
                BitMask mask = Masks.random(random, window, density);
                NaiveMorphology naive = new NaiveMorphology(mask, radius);
                assertThat(drawing(MaskMorphology.erode(mask, window, radius))).containsExactly(naive.eroded());
                assertThat(drawing(MaskMorphology.dilate(mask, window, radius))).containsExactly(naive.dilated());
                assertThat(drawing(MaskMorphology.open(mask, window, radius))).containsExactly(naive.opened());
                assertThat(drawing(MaskMorphology.close(mask, window, radius))).containsExactly(naive.closed());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2.3, 5})
    void aSmallMaskInALargeWindowIsTreatedAsTheWholeWindow(double radius) {
        Random random = new Random(5);
        PixelRect window = new PixelRect(10, 20, 90, 40);
        for (PixelRect place : new PixelRect[] {
            new PixelRect(10, 20, 9, 12),
            new PixelRect(95, 30, 5, 30),
            new PixelRect(40, 30, 20, 9),
            new PixelRect(11, 21, 88, 38)
        }) {
            BitMask small = Masks.random(random, place, 0.8);
            BitMask whole = small.within(window);
            assertThat(drawing(MaskMorphology.erode(small, window, radius).within(window)))
                    .isEqualTo(drawing(MaskMorphology.erode(whole, window, radius)));
            assertThat(drawing(MaskMorphology.dilate(small, window, radius).within(window)))
                    .isEqualTo(drawing(MaskMorphology.dilate(whole, window, radius)));
            assertThat(drawing(MaskMorphology.open(small, window, radius).within(window)))
                    .isEqualTo(drawing(MaskMorphology.open(whole, window, radius)));
            assertThat(drawing(MaskMorphology.close(small, window, radius).within(window)))
                    .isEqualTo(drawing(MaskMorphology.close(whole, window, radius)));
        }
    }

    @Test
    void refusesAMaskThatLeavesItsWindow() {
        assertThatThrownBy(() -> MaskMorphology.erode(draw("##"), window(1, 1), 1))
                .hasMessageContaining("mask must lie inside its window");
    }

    private static PixelRect window(int width, int height) {
        return new PixelRect(0, 0, width, height);
    }
}
