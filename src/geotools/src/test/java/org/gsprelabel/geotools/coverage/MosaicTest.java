package org.gsprelabel.geotools.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.List;
import java.util.Random;
import org.gsprelabel.raster.RasterException;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;

/** A mosaic has data where its granules are, and nowhere else. */
class MosaicTest {

    private static final AffineTransform GRID = new AffineTransform(0.3, 0, 0, -0.3, 391_000, 5_820_000);

    /**
     * <pre>
     * +---+---+---+
     * | A | B |   |     missing are the middle of the lower row, and what is right of B;
     * +---+---+   |     C overlaps A by 10 rows
     * | C | - | E |
     * +---+---+---+
     * </pre>
     */
    private static final List<Rectangle> GRANULES = List.of(
            new Rectangle(0, 0, 100, 100),
            new Rectangle(100, 0, 100, 100),
            new Rectangle(0, 90, 100, 110),
            new Rectangle(200, 100, 97, 100));

    private final WritableRaster pixels = random(297, 200);
    private final CoverageSource source =
            CoverageSource.of("mosaic", new GappedMosaic(pixels, GRID, GRANULES).reader());

    @Test
    void the_last_row_and_column_are_not_lost_to_the_rounding_of_a_reader() {
        assertThat(source.info().width()).isEqualTo(297);
        assertThat(source.info().height()).isEqualTo(200);
    }

    @Test
    void pixels_of_granules_are_read_as_they_are_and_all_others_are_invalid() {
        Random random = new Random(3);
        for (int i = 0; i < 40; i++) {
            int x = random.nextInt(297);
            int y = random.nextInt(200);
            assertWindow(new PixelRect(x, y, 1 + random.nextInt(297 - x), 1 + random.nextInt(200 - y)));
        }
    }

    @Test
    void a_window_in_a_gap_alone_has_no_valid_pixel() {
        assertThat(read(new PixelRect(110, 110, 80, 80)).valid().cardinality()).isZero();
        assertThat(read(new PixelRect(210, 10, 50, 50)).valid().cardinality()).isZero();
    }

    @Test
    void a_mosaic_whose_middle_is_a_gap_is_opened_where_it_has_pixels() {
        assertThat(GRANULES).noneMatch(granule -> granule.contains(297 / 2, 200 / 2));
        assertThat(source.info().bands()).isEqualTo(3);
    }

    @Test
    void a_mosaic_without_granules_cannot_be_opened() {
        assertThatThrownBy(() -> CoverageSource.of("empty", new GappedMosaic(pixels, GRID, List.of()).reader()))
                .isInstanceOf(RasterException.class)
                .hasMessage("coverage 'empty' cannot be opened: the mosaic has no granules");
    }

    private void assertWindow(PixelRect rect) {
        RasterWindow window = read(rect);
        for (int row = 0; row < rect.height(); row++) {
            for (int column = 0; column < rect.width(); column++) {
                int x = rect.x() + column;
                int y = rect.y() + row;
                boolean isCovered = GRANULES.stream().anyMatch(granule -> granule.contains(x, y));
                assertThat(window.valid().get(row * rect.width() + column))
                        .as("pixel %d, %d of %s", x, y, rect)
                        .isEqualTo(isCovered);
                for (int band = 0; isCovered && band < 3; band++) {
                    assertThat(window.sample(band, column, row)).isEqualTo(pixels.getSampleFloat(x, y, band));
                }
            }
        }
    }

    private RasterWindow read(PixelRect rect) {
        return CoverageSourceTest.read(source, WorkingGrid.nativeOf(source.info()), rect);
    }

    private static WritableRaster random(int width, int height) {
        WritableRaster raster = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR).getRaster();
        Random random = new Random(1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < 3; band++) {
                    raster.setSample(x, y, band, random.nextInt(256));
                }
            }
        }
        return raster;
    }
}
