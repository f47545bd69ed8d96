package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gsprelabel.sam.CropBoxes.Crop;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CropBoxesTest {

    private static final double RATIO = 512 / 1500.0;

    @Test
    void layerZeroIsTheWindow() {
        assertThat(CropBoxes.of(100, 80, 0, RATIO)).containsExactly(new Crop(new PixelRect(0, 0, 100, 80), 0));
    }

    @Test
    void layerOneOverlapsByTheRatioOfTheShorterSideAndIsClipped() {
        // o = int(27.3) = 27; widths ceil((27 + 100) / 2) = 64, every 37; heights ceil((27 + 80) / 2) = 54, every 27.
        assertThat(CropBoxes.of(100, 80, 1, RATIO))
                .containsExactly(
                        new Crop(new PixelRect(0, 0, 100, 80), 0),
                        new Crop(new PixelRect(0, 0, 64, 54), 1),
                        new Crop(new PixelRect(0, 27, 64, 53), 1),
                        new Crop(new PixelRect(37, 0, 63, 54), 1),
                        new Crop(new PixelRect(37, 27, 63, 53), 1));
    }

    @Test
    void layerTwoHalvesTheOverlap() {
        // o = int(13.65) = 13; widths ceil((39 + 100) / 4) = 35, every 22; heights ceil((39 + 80) / 4) = 30, every 17.
        List<Crop> crops = CropBoxes.of(100, 80, 2, RATIO);

        assertThat(crops).hasSize(1 + 4 + 16);
        assertThat(crops.subList(5, 21))
                .containsExactly(
                        new Crop(new PixelRect(0, 0, 35, 30), 2),
                        new Crop(new PixelRect(0, 17, 35, 30), 2),
                        new Crop(new PixelRect(0, 34, 35, 30), 2),
                        new Crop(new PixelRect(0, 51, 35, 29), 2),
                        new Crop(new PixelRect(22, 0, 35, 30), 2),
                        new Crop(new PixelRect(22, 17, 35, 30), 2),
                        new Crop(new PixelRect(22, 34, 35, 30), 2),
                        new Crop(new PixelRect(22, 51, 35, 29), 2),
                        new Crop(new PixelRect(44, 0, 35, 30), 2),
                        new Crop(new PixelRect(44, 17, 35, 30), 2),
                        new Crop(new PixelRect(44, 34, 35, 30), 2),
                        new Crop(new PixelRect(44, 51, 35, 29), 2),
                        new Crop(new PixelRect(66, 0, 34, 30), 2),
                        new Crop(new PixelRect(66, 17, 34, 30), 2),
                        new Crop(new PixelRect(66, 34, 34, 30), 2),
                        new Crop(new PixelRect(66, 51, 34, 29), 2));
    }

    @Test
    void withoutOverlapCropsTileTheWindow() {
        assertThat(CropBoxes.of(8, 6, 1, 0).subList(1, 5))
                .extracting(Crop::rect)
                .containsExactly(
                        new PixelRect(0, 0, 4, 3),
                        new PixelRect(0, 3, 4, 3),
                        new PixelRect(4, 0, 4, 3),
                        new PixelRect(4, 3, 4, 3));
    }

    @ParameterizedTest
    @CsvSource({"3, 100, 2", "100, 3, 2", "1, 1, 1"})
    void refusesWindowsThatAreTooSmallForSoManyCrops(int width, int height, int layers) {
        assertThatThrownBy(() -> CropBoxes.of(width, height, layers, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("crop_n_layers must leave pixels for each crop, got " + layers + " for a window of " + width
                        + " x " + height);
    }
}
