package org.gsprelabel.geotools.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import it.geosolutions.jaiext.range.NoDataContainer;
import java.awt.Color;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.media.jai.ROIShape;
import javax.media.jai.TiledImage;
import org.geotools.coverage.Category;
import org.geotools.coverage.GridSampleDimension;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultEngineeringCRS;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.raster.SampleType;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageSourceTest {

    private static final AffineTransform UTM = new AffineTransform(0.5, 0, 0, -0.5, 500_000, 5_000_000);

    @ParameterizedTest
    @CsvSource({
        DataBuffer.TYPE_BYTE + ", UINT8",
        DataBuffer.TYPE_USHORT + ", UINT16",
        DataBuffer.TYPE_SHORT + ", INT16",
        DataBuffer.TYPE_INT + ", INT32",
        DataBuffer.TYPE_FLOAT + ", FLOAT32",
        DataBuffer.TYPE_DOUBLE + ", FLOAT64"
    })
    void samplesOfEveryTypeAreReadAsTheyAre(int type, SampleType expected) {
        WritableRaster raster = Coverages.random(type, 40, 30, 3, 1);
        CoverageSource source = CoverageSource.of("test", Coverages.of(raster, UTM, Coverages.crs("EPSG:32633")));

        RasterInfo info = source.info();
        assertThat(info.sampleType()).isEqualTo(expected);
        assertThat(info.bands()).isEqualTo(3);
        PixelRect rect = new PixelRect(5, 7, 20, 11);
        RasterWindow window = read(source, WorkingGrid.nativeOf(info), rect);
        assertThat(window.valid().cardinality()).isEqualTo(20 * 11);
        assertSame(window, raster, 0, 0);
    }

    @Test
    void anImageMayStartAnywhereAndHaveAnyTiles() {
        WritableRaster raster = Coverages.random(DataBuffer.TYPE_USHORT, 50, 40, 2, 2);
        TiledImage image = new TiledImage(
                -37, 1000, 50, 40, -5, 3, raster.getSampleModel().createCompatibleSampleModel(16, 8), null);
        image.setData(raster.createTranslatedChild(-37, 1000));
        CoverageSource source = CoverageSource.of(
                "test",
                Coverages.of(image, new AffineTransform(2, 0, 0, -2, 400_000, 6_000_000), Coverages.crs("EPSG:32633")));

        assertThat(source.info().gridToWorld()).isEqualTo(new GridToWorld(2, 0, 0, -2, 400_000 - 74, 6_000_000 - 2000));
        assertSame(read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 50, 40)), raster, 0, 0);
        assertSame(read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(13, 9, 30, 31)), raster, 0, 0);
    }

    @Test
    void rotationAndShearAreKept() {
        AffineTransform rotated = new AffineTransform(0.4, 0.3, 0.2, -0.5, 500_000, 5_000_000);
        CoverageSource source = CoverageSource.of("test", Coverages.of(bytes(), rotated, Coverages.crs("EPSG:32633")));

        assertThat(source.info().gridToWorld()).isEqualTo(new GridToWorld(0.4, 0.3, 0.2, -0.5, 500_000, 5_000_000));
    }

    @Test
    void alphaIsNoBandButTheMask() {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_4BYTE_ABGR);
        image.setRGB(0, 0, 0xFF102030);
        image.setRGB(1, 0, 0x00FFFFFF);
        image.setRGB(2, 0, 0x01405060);
        CoverageSource source = CoverageSource.of("test", Coverages.gray(image));

        RasterWindow window = read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 3, 1));

        assertThat(source.info().bands()).isEqualTo(3);
        assertThat(source.info().sampleType()).isEqualTo(SampleType.UINT8);
        assertThat(window.valid().stream()).containsExactly(0, 2);
        assertThat(pixel(window, 0)).containsExactly(0x10, 0x20, 0x30);
        assertThat(pixel(window, 2)).containsExactly(0x40, 0x50, 0x60);
        RasterWindow green = source.read(WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 3, 1), List.of(2));
        assertThat(green.valid().stream()).containsExactly(0, 2);
        assertThat(pixel(green, 2)).containsExactly(0x50);
    }

    @Test
    void packedPixelsAreBytes() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x0A0B0C);
        CoverageSource source = CoverageSource.of("test", Coverages.gray(image));

        assertThat(source.info().sampleType()).isEqualTo(SampleType.UINT8);
        assertThat(pixel(read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 1, 1)), 0))
                .containsExactly(10, 11, 12);
    }

    @Test
    void palettesBecomeColours() {
        byte[] red = {0, (byte) 200, 7};
        byte[] green = {1, 100, 8};
        byte[] blue = {2, 50, 9};
        byte[] alpha = {(byte) 255, (byte) 255, 0};
        BufferedImage image = new BufferedImage(
                3, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 3, red, green, blue, alpha));
        image.getRaster().setPixels(0, 0, 3, 1, new int[] {1, 0, 2});
        CoverageSource source = CoverageSource.of("test", Coverages.gray(image));

        RasterWindow window = read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 3, 1));

        assertThat(source.info().bands()).isEqualTo(3);
        assertThat(pixel(window, 0)).containsExactly(200, 100, 50);
        assertThat(pixel(window, 1)).containsExactly(0, 1, 2);
        RasterWindow two = source.read(WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 3, 1), List.of(3, 1));
        assertThat(pixel(two, 0)).containsExactly(50, 200);
        assertThat(window.valid().stream()).containsExactly(0, 1);
    }

    @Test
    void aGrayPaletteIsOnlyThereToDrawTheNumbers() {
        byte[] ramp = {0, 100, (byte) 200};
        BufferedImage image =
                new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 3, ramp, ramp, ramp));
        image.getRaster().setPixels(0, 0, 3, 1, new int[] {1, 0, 2});
        CoverageSource source = CoverageSource.of("test", Coverages.gray(image));

        RasterWindow window = read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 3, 1));

        assertThat(window.bands()).isEqualTo(1);
        assertThat(window.samples()).containsExactly(1, 0, 2);
    }

    @Test
    void aPixelIsInvalidWhenAllItsBandsHoldNodata() {
        WritableRaster raster = Coverages.random(DataBuffer.TYPE_SHORT, 3, 1, 2, 3);
        raster.setPixels(0, 0, 3, 1, new int[] {-9999, -9999, -9999, 5, 5, 5});
        GridCoverage2D plain = Coverages.of(raster, UTM, Coverages.crs("EPSG:32633"));
        GridSampleDimension dimension = new GridSampleDimension(
                "band",
                new Category[] {
                    new Category(Category.NODATA.getName(), Color.BLACK, -9999), new Category("water", Color.BLUE, 5)
                },
                null);

        CoverageSource byCategory = CoverageSource.of(
                "test",
                Coverages.of(
                        plain.getRenderedImage(),
                        UTM,
                        Coverages.crs("EPSG:32633"),
                        new GridSampleDimension[] {dimension, dimension},
                        Map.of()));
        CoverageSource byProperty = CoverageSource.of(
                "test",
                Coverages.of(
                        plain.getRenderedImage(),
                        UTM,
                        Coverages.crs("EPSG:32633"),
                        null,
                        Map.of(NoDataContainer.GC_NODATA, new NoDataContainer(-9999))));

        for (CoverageSource source : new CoverageSource[] {byCategory, byProperty}) {
            RasterWindow window = read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 3, 1));
            assertThat(window.valid().stream()).containsExactly(1, 2);
            assertThat(pixel(window, 1)).containsExactly(Float.NaN, 5);
            assertThat(pixel(window, 2)).containsExactly(5, 5);
        }
    }

    @Test
    void nodataInSomeBandsOfAnUnsignedPixelIsAMeasurement() {
        WritableRaster raster = Coverages.random(DataBuffer.TYPE_BYTE, 3, 1, 3, 3);
        // Nothing, pure red, white.
        raster.setPixels(0, 0, 3, 1, new int[] {0, 0, 0, 200, 0, 0, 255, 255, 255});
        CoverageSource source = CoverageSource.of(
                "test",
                Coverages.of(
                        Coverages.of(raster, UTM, Coverages.crs("EPSG:32633")).getRenderedImage(),
                        UTM,
                        Coverages.crs("EPSG:32633"),
                        null,
                        Map.of(NoDataContainer.GC_NODATA, new NoDataContainer(0))));

        RasterWindow window = read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 3, 1));

        assertThat(window.valid().stream()).containsExactly(1, 2);
        assertThat(pixel(window, 1)).containsExactly(200, 0, 0);
    }

    @Test
    void bandsThatAreNotReadDecideNothing() {
        WritableRaster raster = Coverages.random(DataBuffer.TYPE_SHORT, 3, 1, 3, 3);
        raster.setPixels(0, 0, 3, 1, new int[] {1, -9999, 7, -9999, -9999, 8, 3, 4, -9999});
        CoverageSource source = CoverageSource.of(
                "test",
                Coverages.of(
                        Coverages.of(raster, UTM, Coverages.crs("EPSG:32633")).getRenderedImage(),
                        UTM,
                        Coverages.crs("EPSG:32633"),
                        null,
                        Map.of(NoDataContainer.GC_NODATA, new NoDataContainer(-9999))));
        WorkingGrid grid = WorkingGrid.nativeOf(source.info());
        PixelRect rect = new PixelRect(0, 0, 3, 1);

        assertThat(source.read(grid, rect, List.of(3)).valid().stream()).containsExactly(0, 1);
        assertThat(source.read(grid, rect, List.of(2)).valid().stream()).containsExactly(2);
        RasterWindow window = source.read(grid, rect, List.of(2, 1, 2));
        assertThat(window.valid().stream()).containsExactly(0, 2);
        assertThat(pixel(window, 0)).containsExactly(Float.NaN, 1, Float.NaN);
        assertThat(pixel(window, 2)).containsExactly(4, 3, 4);
    }

    @Test
    void aReducedBandIgnoresItsOwnNodata() {
        WritableRaster raster = Coverages.random(DataBuffer.TYPE_SHORT, 2, 1, 2, 3);
        raster.setPixels(0, 0, 2, 1, new int[] {10, -9999, 20, 6});
        CoverageSource source = CoverageSource.of(
                "test",
                Coverages.of(
                        Coverages.of(raster, UTM, Coverages.crs("EPSG:32633")).getRenderedImage(),
                        UTM,
                        Coverages.crs("EPSG:32633"),
                        null,
                        Map.of(NoDataContainer.GC_NODATA, new NoDataContainer(-9999))));

        RasterWindow window = read(source, new WorkingGrid(1, 1, 2, 1), new PixelRect(0, 0, 1, 1));

        assertThat(pixel(window, 0)).containsExactly(15, 6);
    }

    @Test
    void aBandThatTheCoverageLacksIsRefused() {
        CoverageSource source = CoverageSource.of("test", Coverages.of(bytes(), UTM, Coverages.crs("EPSG:32633")));

        assertThatThrownBy(() ->
                        source.read(WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 1, 1), List.of(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("raster test has 1 band, band 2 was asked for");
    }

    @Test
    void outsideItsOutlineACoverageHasNoPixels() {
        WritableRaster raster = Coverages.random(DataBuffer.TYPE_BYTE, 8, 6, 1, 3);
        GridCoverage2D plain = Coverages.of(raster, UTM, Coverages.crs("EPSG:32633"));
        CoverageSource source = CoverageSource.of(
                "test",
                Coverages.of(
                        plain.getRenderedImage(),
                        UTM,
                        Coverages.crs("EPSG:32633"),
                        null,
                        Map.of("GC_ROI", new ROIShape(new Rectangle(2, 1, 3, 4)))));

        RasterWindow window = read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(1, 0, 7, 6));

        for (int row = 0; row < 6; row++) {
            for (int column = 0; column < 7; column++) {
                assertThat(window.isValid(column, row))
                        .isEqualTo(column + 1 >= 2 && column + 1 < 5 && row >= 1 && row < 5);
            }
        }
    }

    @Test
    void aPixelBelongsToTheOutlineWhenItsCentreDoes() {
        WritableRaster raster = Coverages.random(DataBuffer.TYPE_BYTE, 20, 20, 1, 3);
        GridCoverage2D plain = Coverages.of(raster, UTM, Coverages.crs("EPSG:32633"));
        CoverageSource source = CoverageSource.of(
                "test",
                Coverages.of(
                        plain.getRenderedImage(),
                        UTM,
                        Coverages.crs("EPSG:32633"),
                        null,
                        Map.of("GC_ROI", new ROIShape(new Rectangle2D.Double(10.4, 3.6, 11.1 - 10.4, 5.4 - 3.6)))));

        RasterWindow window = read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 20, 20));

        // Of the columns only 10.5 lies between 10.4 and 11.1, of the rows only 4.5 between 3.6 and 5.4.
        assertThat(window.valid().stream()).containsExactly(4 * 20 + 10);
    }

    @Test
    void notANumberIsAlwaysNodata() {
        WritableRaster raster = Coverages.random(DataBuffer.TYPE_FLOAT, 2, 1, 1, 3);
        raster.setSample(1, 0, 0, Float.NaN);
        CoverageSource source = CoverageSource.of("test", Coverages.of(raster, UTM, Coverages.crs("EPSG:32633")));

        RasterWindow window = read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 2, 1));

        assertThat(window.valid().stream()).containsExactly(0);
    }

    @Test
    void aReducedWindowAveragesPixels() {
        WritableRaster raster = Coverages.random(DataBuffer.TYPE_BYTE, 30, 20, 3, 4);
        CoverageSource source = CoverageSource.of("test", Coverages.of(raster, UTM, Coverages.crs("EPSG:32633")));
        WorkingGrid grid = new WorkingGrid(15, 5, 2, 4);

        RasterWindow window = read(source, grid, new PixelRect(3, 1, 10, 4));

        for (int band = 0; band < 3; band++) {
            for (int row = 0; row < 4; row++) {
                for (int column = 0; column < 10; column++) {
                    double sum = 0;
                    for (int y = 0; y < 4; y++) {
                        for (int x = 0; x < 2; x++) {
                            sum += raster.getSample(2 * (3 + column) + x, 4 * (1 + row) + y, band);
                        }
                    }
                    assertThat(window.sample(band, column, row)).isEqualTo((float) (sum / 8), within(1e-4f));
                }
            }
        }
    }

    @ParameterizedTest
    // Expected lengths by hand. UTM in the middle of its zone: 1 / 0.9996. Web Mercator at 60 N, from the closed forms:
    // along the parallel cos(60) * N / a, N = a / sqrt(1 - e2 sin2), along the meridian cos(60) * M / a. Degrees
    // at 60 N: N cos(60) pi / 180 and M pi / 180.
    @CsvSource({
        "EPSG:32633, 500000, 6600000, 0.5, 0.5002001, 0.5002001",
        "EPSG:3857, 1113194.9, 8399737.89, 1, 0.501260, 0.500417",
        "EPSG:4326, 10, 60, 0.00001, 0.558002, 1.114123",
        "EPSG:2263, 983250, 200000, 1, 0.3048, 0.3048"
    })
    void groundDistancesAreThoseOnTheEllipsoid(
            String code, double x, double y, double pixel, double perColumn, double perRow) {
        AffineTransform grid = new AffineTransform(pixel, 0, 0, -pixel, x - 2 * pixel, y + 2 * pixel);
        RasterInfo info = CoverageSource.of("test", Coverages.of(bytes(), grid, Coverages.crs(code)))
                .info();

        assertThat(info.metresPerColumn()).isCloseTo(perColumn, within(perColumn * 2e-5));
        assertThat(info.metresPerRow()).isCloseTo(perRow, within(perRow * 2e-5));
    }

    @Test
    void northingFirstBecomesEastingFirst() throws Exception {
        // Latitude grows against the rows, longitude along the columns; the CRS names latitude first.
        AffineTransform latitudeFirst = new AffineTransform(0, 0.001, -0.002, 0, 50, 10);
        CoverageSource source =
                CoverageSource.of("test", Coverages.of(bytes(), latitudeFirst, CRS.decode("EPSG:4326", false)));

        assertThat(source.info().gridToWorld()).isEqualTo(new GridToWorld(0.001, 0, 0, -0.002, 10, 50));
        assertThat(CRS.getAxisOrder(source.crs())).isEqualTo(CRS.AxisOrder.EAST_NORTH);
    }

    @Test
    void aCoverageWithoutReferenceSystemIsRefused() {
        assertThatThrownBy(
                        () -> CoverageSource.of("ortho", Coverages.of(bytes(), UTM, DefaultEngineeringCRS.GENERIC_2D)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("coverage 'ortho' has no coordinate reference system; declare one for it, or store it in "
                        + "the file");
    }

    @Test
    void aWindowOutsideTheGridIsRefused() {
        CoverageSource source = CoverageSource.of("test", Coverages.of(bytes(), UTM, Coverages.crs("EPSG:32633")));

        assertThatThrownBy(() -> read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(1, 0, 4, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("window [x 1..5, y 0..4] must lie inside the working grid of 4 x 4 pixels");
    }

    @Test
    void theLastPixelOfAReducedGridMayReachPastTheRaster() {
        WritableRaster raster = Coverages.random(DataBuffer.TYPE_BYTE, 5, 4, 1, 4);
        CoverageSource source = CoverageSource.of("test", Coverages.of(raster, UTM, Coverages.crs("EPSG:32633")));

        RasterWindow window = read(source, new WorkingGrid(3, 2, 2, 2), new PixelRect(2, 0, 1, 2));

        assertThat(window.valid().cardinality()).isEqualTo(2);
        assertThat(window.sample(0, 0, 0)).isEqualTo((raster.getSample(4, 0, 0) + raster.getSample(4, 1, 0)) / 2f);
    }

    private static BufferedImage bytes() {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        Random random = new Random(9);
        for (int i = 0; i < 16; i++) {
            image.getRaster().setSample(i % 4, i / 4, 0, random.nextInt(256));
        }
        return image;
    }

    /** All bands. */
    static RasterWindow read(CoverageSource source, WorkingGrid grid, PixelRect rect) {
        return source.read(
                grid,
                rect,
                IntStream.rangeClosed(1, source.info().bands()).boxed().toList());
    }

    private static float[] pixel(RasterWindow window, int column) {
        float[] bands = new float[window.bands()];
        for (int band = 0; band < bands.length; band++) {
            bands[band] = window.sample(band, column, 0);
        }
        return bands;
    }

    static void assertSame(RasterWindow window, Raster truth, int left, int top) {
        PixelRect rect = window.rect();
        Point at = new Point();
        for (int band = 0; band < window.bands(); band++) {
            for (int row = 0; row < rect.height(); row++) {
                for (int column = 0; column < rect.width(); column++) {
                    at.setLocation(rect.x() + column - left, rect.y() + row - top);
                    assertThat(window.sample(band, column, row))
                            .as("band %d at %s", band, at)
                            .isEqualTo(truth.getSampleFloat(at.x, at.y, band));
                }
            }
        }
    }
}
