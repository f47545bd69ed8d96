package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;

import org.gsprelabel.detect.Box;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Crops of a window of 400 x 300 pixels. */
class CropEdgesTest {

    @ParameterizedTest
    @CsvSource({
        "in the middle, 150, 150, 190, 190, 100, 100, 200, 180, false",
        "left 21 px in, 121, 150, 190, 190, 100, 100, 200, 180, false",
        "left 20 px in, 120, 150, 190, 190, 100, 100, 200, 180, true",
        "top 21 px in, 150, 121, 190, 190, 100, 100, 200, 180, false",
        "top 20 px in, 150, 120, 190, 190, 100, 100, 200, 180, true",
        "last column 21 px before the end, 150, 150, 279, 190, 100, 100, 200, 180, false",
        "last column 20 px before the end, 150, 150, 280, 190, 100, 100, 200, 180, true",
        "last row 21 px before the end, 150, 150, 190, 259, 100, 100, 200, 180, false",
        "last row 20 px before the end, 150, 150, 190, 260, 100, 100, 200, 180, true",
        "at the edge of crop and window, 0, 0, 190, 190, 0, 0, 300, 250, false",
        "near the window's edge and the crop's, 21, 150, 190, 190, 5, 100, 300, 180, true",
        "near the window's edge too, 20, 150, 190, 190, 5, 100, 300, 180, false",
        "at the window's right edge, 300, 150, 399, 190, 200, 100, 200, 180, false",
        "cut below at the window's right edge, 300, 150, 399, 279, 200, 100, 200, 180, true"
    })
    void aSideNearTheCropsAndNotNearTheWindowsIsCut(
            String name, double minX, double minY, double maxX, double maxY, int x, int y, int w, int h, boolean cut) {
        assertThat(CropEdges.cut(new Box(minX, minY, maxX, maxY), new PixelRect(x, y, w, h), 400, 300))
                .as(name)
                .isEqualTo(cut);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 399, 299", "5, 7, 12, 290", "200, 1, 399, 20"})
    void theWholeWindowCutsNothing(double minX, double minY, double maxX, double maxY) {
        assertThat(CropEdges.cut(new Box(minX, minY, maxX, maxY), new PixelRect(0, 0, 400, 300), 400, 300))
                .isFalse();
    }
}
