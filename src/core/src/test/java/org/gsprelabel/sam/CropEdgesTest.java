package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;

import org.gsprelabel.detect.Box;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Crops of a window of 400 x 300 pixels. */
class CropEdgesTest {

    private static final PixelRect WINDOW = new PixelRect(0, 0, 400, 300);

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
        assertThat(CropEdges.cut(new Box(minX, minY, maxX, maxY), new PixelRect(x, y, w, h), WINDOW))
                .as(name)
                .isEqualTo(cut);
    }

    /** The raster is columns 30 to 250 and rows 40 to 220 of the window. */
    @ParameterizedTest
    @CsvSource({
        "at the raster's right edge, 200, 150, 249, 190, 80, 40, 170, 180, false",
        "near the crop's right edge and 40 px before the raster's, 200, 150, 209, 190, 80, 40, 130, 180, true",
        "at the raster's lower edge, 150, 150, 190, 219, 80, 100, 170, 120, false",
        "near the crop's lower edge and 40 px before the raster's, 150, 150, 190, 179, 80, 100, 170, 80, true",
        "at the raster's left edge, 30, 150, 190, 190, 30, 40, 200, 180, false",
        "at the crop's left edge and 50 px from the raster's, 80, 150, 190, 190, 80, 40, 170, 180, true",
        "at the raster's upper edge, 150, 40, 190, 170, 30, 40, 220, 160, false",
        "at the crop's upper edge and 50 px from the raster's, 150, 90, 190, 190, 30, 90, 220, 130, true"
    })
    void theEdgesOfTheRasterAreThoseOfTheImage(
            String name, double minX, double minY, double maxX, double maxY, int x, int y, int w, int h, boolean cut) {
        PixelRect raster = new PixelRect(30, 40, 220, 180);

        assertThat(CropEdges.cut(new Box(minX, minY, maxX, maxY), new PixelRect(x, y, w, h), raster))
                .as(name)
                .isEqualTo(cut);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 399, 299", "5, 7, 12, 290", "200, 1, 399, 20"})
    void theWholeWindowCutsNothing(double minX, double minY, double maxX, double maxY) {
        assertThat(CropEdges.cut(new Box(minX, minY, maxX, maxY), WINDOW, WINDOW))
                .isFalse();
    }
}
