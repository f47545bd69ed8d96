package org.gsprelabel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.RasterSource;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.raster.SampleType;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKTReader;

class PreviewWriterTest {

    private static final int CYAN = 0x00E5FF;
    private static final int YELLOW = 0xFFE000;
    private static final int MAGENTA = 0xFF3DDB;
    private static final int GREY_80 = 0x505050;

    /** Pixel x, y of the raster is world 500000 + x, 4000000 - y. The line of 1 pixel covers column and row 20. */
    private static final String SQUARE =
            "POLYGON ((500020.5 3999979.5, 500060.5 3999979.5, 500060.5 3999939.5, 500020.5 3999939.5, 500020.5 3999979.5))";

    @SuppressWarnings("NullAway.Init")
    private static CoordinateReferenceSystem utm;

    @TempDir
    Path folder;

    @BeforeAll
    static void decodeCrs() throws Exception {
        utm = CRS.decode("EPSG:32616", true);
    }

    @Test
    void outlineLiesOnTheEdgeOfTheFeature() throws Exception {
        BufferedImage picture = draw(grey(100, 100), features(utm, "roof", SQUARE), size(100));
        assertThat(rgb(picture, 20, 40)).isEqualTo(CYAN);
        assertThat(rgb(picture, 60, 40)).isEqualTo(CYAN);
        assertThat(rgb(picture, 40, 20)).isEqualTo(CYAN);
        assertThat(rgb(picture, 40, 60)).isEqualTo(CYAN);
        assertThat(rgb(picture, 17, 40)).isEqualTo(GREY_80);
        assertThat(rgb(picture, 63, 40)).isEqualTo(GREY_80);
    }

    @Test
    void insideIsTintedAndHolesAreNot() throws Exception {
        String donut = SQUARE.replace(
                "))",
                "), (500035.5 3999964.5, 500045.5 3999964.5, 500045.5 3999954.5, 500035.5 3999954.5, 500035.5 3999964.5))");
        BufferedImage picture = draw(grey(100, 100), features(utm, "roof", donut), size(100));
        // 80 blended with 0, 229 and 255 at 32/255.
        assertThat(red(rgb(picture, 28, 40))).isCloseTo(70, within(1));
        assertThat(rgb(picture, 28, 40) & 0xFF).isCloseTo(102, within(1));
        assertThat(rgb(picture, 40, 40)).isEqualTo(GREY_80);
        assertThat(rgb(picture, 35, 40)).isEqualTo(CYAN);
    }

    @Test
    void classesHaveColoursInAlphabeticalOrder() throws Exception {
        SimpleFeatureCollection features = features(
                utm,
                "red roof",
                "POLYGON ((500070.5 3999990, 500090 3999990, 500090 3999970, 500070.5 3999970, 500070.5 3999990))",
                "grey roof",
                SQUARE,
                "blue roof",
                "POLYGON ((500070.5 3999950, 500090 3999950, 500090 3999930, 500070.5 3999930, 500070.5 3999950))");
        BufferedImage picture = draw(grey(100, 100), features, size(100));
        assertThat(rgb(picture, 70, 60)).isEqualTo(CYAN);
        assertThat(rgb(picture, 20, 40)).isEqualTo(YELLOW);
        assertThat(rgb(picture, 70, 20)).isEqualTo(MAGENTA);
    }

    @Test
    void featuresInAnotherCrsAreDrawnAtTheSamePlace() throws Exception {
        for (boolean longitudeFirst : new boolean[] {true, false}) {
            CoordinateReferenceSystem wgs84 = CRS.decode("EPSG:4326", longitudeFirst);
            Geometry square = JTS.transform(new WKTReader().read(SQUARE), CRS.findMathTransform(utm, wgs84, true));
            BufferedImage picture = draw(grey(100, 100), features(wgs84, "roof", square.toText()), size(100));
            assertThat(rgb(picture, 20, 40)).isEqualTo(CYAN);
            assertThat(rgb(picture, 40, 60)).isEqualTo(CYAN);
        }
    }

    @Test
    void rotatedRasterIsDrawnInItsOwnGrid() throws Exception {
        // Columns run along +Y and rows along +X: the column is Y - 4000000, the row is X - 500000.
        GridToWorld turned = new GridToWorld(0, 1, 1, 0, 500000, 4000000);
        TestRaster raster = new TestRaster(100, 100, 1, SampleType.UINT8, turned, (band, x, y) -> 80);
        BufferedImage picture = draw(
                raster,
                features(
                        utm,
                        "roof",
                        "POLYGON ((500010.5 4000050.5, 500010.5 4000090, 500030 4000090, 500010.5 4000050.5))"),
                size(100));
        assertThat(rgb(picture, 70, 10)).isEqualTo(CYAN);
        assertThat(rgb(picture, 10, 70)).isEqualTo(GREY_80);
    }

    @Test
    void largeRasterIsReducedAndReadInBlocks() throws Exception {
        TestRaster raster = grey(10_000, 5_000);
        BufferedImage picture = draw(
                raster,
                features(
                        utm,
                        "roof",
                        "POLYGON ((502050 3998000, 504050 3998000, 504050 3996000, 502050 3996000, 502050 3998000))"),
                size(100));
        assertThat(picture.getWidth()).isEqualTo(100);
        assertThat(picture.getHeight()).isEqualTo(50);
        assertThat(rgb(picture, 20, 30)).isEqualTo(CYAN);
        assertThat(raster.largestRead).isLessThanOrEqualTo(2048L * 2048);
    }

    @Test
    void smallRasterIsEnlargedFourTimes() throws Exception {
        BufferedImage picture = draw(grey(100, 50), features(utm), size(1600));
        assertThat(picture.getWidth()).isEqualTo(400);
        assertThat(picture.getHeight()).isEqualTo(200);
    }

    @Test
    void windowShowsAPartOfTheRaster() throws Exception {
        PreviewOptions part = new PreviewOptions(50, Optional.of(new PixelRect(10, 30, 50, 25)), Optional.empty());
        BufferedImage picture = draw(grey(100, 100), features(utm, "roof", SQUARE), part);
        assertThat(picture.getWidth()).isEqualTo(50);
        assertThat(picture.getHeight()).isEqualTo(25);
        assertThat(rgb(picture, 10, 5)).isEqualTo(CYAN);
    }

    @Test
    void windowOutsideTheRasterIsRefused() {
        PreviewOptions outside = new PreviewOptions(50, Optional.of(new PixelRect(200, 0, 5, 5)), Optional.empty());
        assertThatThrownBy(() -> draw(grey(100, 100), features(utm), outside))
                .hasMessage("window of the preview [x 200..205, y 0..5] must lie in the raster of 100 x 100 pixels");
    }

    @Test
    void threeBandsAreRedGreenAndBlue() throws Exception {
        TestRaster raster = new TestRaster(
                64, 64, 4, SampleType.UINT8, northUp(), (band, x, y) -> new int[] {10, 20, 30, 40}[band]);
        assertThat(rgb(draw(raster, features(utm), size(64)), 5, 5)).isEqualTo(0x0A141E);
    }

    @Test
    void wideSamplesAreStretchedBetweenPercentiles() throws Exception {
        // Columns hold 1000, 1010, ... 1990; the 2nd percentile is 1020, the 98th 1970.
        TestRaster raster = new TestRaster(100, 100, 1, SampleType.UINT16, northUp(), (band, x, y) -> 1000 + 10 * x);
        BufferedImage picture = draw(raster, features(utm), size(100));
        assertThat(red(rgb(picture, 0, 0))).isZero();
        assertThat(red(rgb(picture, 2, 0))).isZero();
        assertThat(red(rgb(picture, 50, 0))).isCloseTo(129, within(1));
        assertThat(red(rgb(picture, 97, 0))).isEqualTo(255);
        assertThat(red(rgb(picture, 99, 0))).isEqualTo(255);
    }

    @Test
    void invalidPixelsAreLightGreyAndDoNotCountForTheStretch() throws Exception {
        TestRaster raster =
                new TestRaster(100, 100, 1, SampleType.INT16, northUp(), (band, x, y) -> x < 50 ? Float.NaN : x);
        BufferedImage picture = draw(raster, features(utm), size(100));
        assertThat(rgb(picture, 10, 10)).isEqualTo(0xE0E0E0);
        assertThat(red(rgb(picture, 99, 10))).isEqualTo(255);
        assertThat(red(rgb(picture, 50, 10))).isZero();
    }

    @Test
    void aBandWithoutDataInAValidPixelIsDark() throws Exception {
        TestRaster raster = new TestRaster(
                64, 64, 3, SampleType.UINT8, northUp(), (band, x, y) -> band == 2 || x > 8 ? Float.NaN : 16);
        BufferedImage picture = draw(raster, features(utm), size(64));
        assertThat(rgb(picture, 5, 5)).isEqualTo(0x101000);
        assertThat(rgb(picture, 20, 5)).isEqualTo(0xE0E0E0);
    }

    @Test
    void seamsAreFaintLines() throws Exception {
        // Cores of tiles of 40 pixels with 8 shared meet at 36 and 68.
        PreviewOptions options = new PreviewOptions(
                100, Optional.empty(), Optional.of(new PreviewOptions.TileLines(new TileGrid(100, 100, 40, 8), 1, 1)));
        BufferedImage picture = draw(grey(100, 100), features(utm), options);
        assertThat(red(rgb(picture, 36, 10))).isGreaterThan(100);
        assertThat(red(rgb(picture, 10, 68))).isGreaterThan(100);
        assertThat(rgb(picture, 50, 50)).isEqualTo(GREY_80);
    }

    @Test
    void legendShowsTheColourOfTheClass() throws Exception {
        BufferedImage picture = draw(grey(300, 300), features(utm, "roof", SQUARE), size(300));
        // 4 pixels of margin, then 4 of padding, then a swatch of 9 in the only row of the box.
        assertThat(rgb(picture, 12, 300 - 4 - 18 + 4 + 4)).isEqualTo(CYAN);
    }

    @Test
    void fileIsAPng() throws Exception {
        Path target = folder.resolve("preview.png");
        new PreviewWriter().write(grey(64, 64), utm, features(utm, "roof", SQUARE), size(64), target);
        BufferedImage read = ImageIO.read(target.toFile());
        assertThat(read.getWidth()).isEqualTo(64);
        assertThat(rgb(read, 20, 40)).isEqualTo(CYAN);
    }

    @Test
    void unwritableTargetIsNamed() throws IOException {
        Path target = folder.resolve("none/preview.png");
        assertThatThrownBy(() -> new PreviewWriter().write(grey(64, 64), utm, features(utm), size(64), target))
                .isInstanceOf(ExportException.class)
                .hasMessageStartingWith("Cannot write " + target);
    }

    private static BufferedImage draw(RasterSource raster, SimpleFeatureCollection features, PreviewOptions options) {
        return new PreviewWriter().draw(raster, utm, features, options);
    }

    private static PreviewOptions size(int longSide) {
        return new PreviewOptions(longSide, Optional.empty(), Optional.empty());
    }

    private static TestRaster grey(int width, int height) {
        return new TestRaster(width, height, 1, SampleType.UINT8, northUp(), (band, x, y) -> 80);
    }

    private static GridToWorld northUp() {
        return GridToWorld.northUp(500000, 4000000, 1, 1);
    }

    private static int rgb(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) & 0xFFFFFF;
    }

    private static int red(int rgb) {
        return rgb >> 16 & 0xFF;
    }

    /** Features of pairs of class name and WKT. */
    private static SimpleFeatureCollection features(CoordinateReferenceSystem crs, String... namesAndShapes)
            throws Exception {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName("predictions");
        builder.setCRS(crs);
        builder.add("geometry", Geometry.class);
        builder.add("class_name", String.class);
        SimpleFeatureType type = builder.buildFeatureType();
        List<SimpleFeature> features = new ArrayList<>();
        for (int i = 0; i < namesAndShapes.length; i += 2) {
            features.add(SimpleFeatureBuilder.build(
                    type, Arrays.asList(new WKTReader().read(namesAndShapes[i + 1]), namesAndShapes[i]), "f." + i));
        }
        return new ListFeatureCollection(type, features);
    }

    @FunctionalInterface
    private interface Samples {
        float at(int band, int x, int y);
    }

    /** A raster by formula; the sample of a pixel is that of its native pixel at the upper left, NaN is invalid. */
    private static final class TestRaster implements RasterSource {

        private final RasterInfo info;
        private final Samples samples;
        private long largestRead;

        TestRaster(int width, int height, int bands, SampleType type, GridToWorld gridToWorld, Samples samples) {
            this.info = new RasterInfo("test", width, height, bands, type, gridToWorld, 1, 1);
            this.samples = samples;
        }

        @Override
        public RasterInfo info() {
            return info;
        }

        @Override
        public RasterWindow read(WorkingGrid grid, PixelRect rect, List<Integer> bands) {
            largestRead = Math.max(largestRead, (long) (rect.area() * grid.scaleX() * grid.scaleY()));
            float[] values = new float[(int) (bands.size() * rect.area())];
            BitSet valid = new BitSet();
            int next = 0;
            for (int band : bands) {
                for (int y = 0; y < rect.height(); y++) {
                    for (int x = 0; x < rect.width(); x++) {
                        float value = samples.at(band - 1, (int) ((rect.x() + x) * grid.scaleX()), (int)
                                ((rect.y() + y) * grid.scaleY()));
                        values[next++] = value;
                        if (!Float.isNaN(value)) {
                            valid.set(y * rect.width() + x);
                        }
                    }
                }
            }
            return new RasterWindow(rect, bands.size(), values, valid);
        }
    }
}
