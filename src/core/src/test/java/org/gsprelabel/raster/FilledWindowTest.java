package org.gsprelabel.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;

class FilledWindowTest {

    /** 4 x 3 pixels at (10, 20), two bands; the raster ends after column 12; two pixels have no data. */
    private static FilledWindow window() {
        float[] samples = new float[24];
        for (int i = 0; i < 24; i++) {
            samples[i] = i;
        }
        BitSet valid = new BitSet();
        for (int pixel : new int[] {0, 1, 2, 4, 6, 8, 9}) {
            valid.set(pixel);
        }
        return new FilledWindow(
                new RasterWindow(new PixelRect(10, 20, 4, 3), 2, samples, valid), new PixelRect(10, 20, 3, 3));
    }

    @Test
    void aPartHasItsPixelsOfEachBandAndItsShareOfTheRaster() {
        FilledWindow part = window().part(new PixelRect(11, 21, 3, 2)).orElseThrow();

        assertThat(part.pixels().rect()).isEqualTo(new PixelRect(11, 21, 3, 2));
        assertThat(part.pixels().samples()).containsExactly(5, 6, 7, 9, 10, 11, 17, 18, 19, 21, 22, 23);
        assertThat(part.pixels().valid().stream()).containsExactly(1, 3);
        assertThat(part.inside()).isEqualTo(new PixelRect(11, 21, 2, 2));
    }

    @Test
    void aPartOutsideTheRasterShowsNothing() {
        assertThat(window().part(new PixelRect(13, 20, 1, 3))).isEmpty();
    }

    @Test
    void aPartMustLieInTheWindow() {
        assertThatThrownBy(() -> window().part(new PixelRect(12, 20, 3, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("part [x 12..15, y 20..21] must lie in the window [x 10..14, y 20..23]");
    }
}
