package org.gsprelabel.geotools.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gsprelabel.geotools.coverage.CoverageSourceTest.read;

import java.awt.geom.AffineTransform;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.coverage.grid.io.GridCoverage2DReader;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.raster.RasterException;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.raster.SampleType;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageReaderTest {

    private static final AffineTransform UTM = new AffineTransform(0.5, 0, 0, -0.5, 500_000, 5_000_000);
    private static final AffineTransform ROTATED = new AffineTransform(0.4, 0.3, 0.3, -0.4, 500_000, 5_000_000);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        DataBuffer.TYPE_BYTE + ", 3, 0, '', false, UINT8",
        DataBuffer.TYPE_BYTE + ", 3, 64, Deflate, false, UINT8",
        DataBuffer.TYPE_BYTE + ", 1, 304, '', false, UINT8",
        DataBuffer.TYPE_BYTE + ", 3, 256, Deflate, false, UINT8",
        DataBuffer.TYPE_BYTE + ", 3, 512, LZW, true, UINT8",
        DataBuffer.TYPE_BYTE + ", 3, 64, LZW, true, UINT8",
        DataBuffer.TYPE_USHORT + ", 1, 0, LZW, false, UINT16",
        DataBuffer.TYPE_SHORT + ", 4, 32, '', true, INT16",
        DataBuffer.TYPE_INT + ", 2, 64, '', false, INT32",
        DataBuffer.TYPE_FLOAT + ", 5, 48, Deflate, false, FLOAT32",
        DataBuffer.TYPE_DOUBLE + ", 1, 0, '', false, FLOAT64",
        // one tile of 10 MB, more than is decoded at once
        DataBuffer.TYPE_FLOAT + ", 5, 704, Deflate, false, FLOAT32"
    })
    void windowsOfAFileHoldItsPixels(
            int type, int bands, int tileSize, String compression, boolean rotated, SampleType expected)
            throws IOException {
        WritableRaster raster = Coverages.random(type, 301, 207, bands, 5);
        AffineTransform grid = rotated ? ROTATED : UTM;
        File file = Coverages.write(
                folder, "file.tif", Coverages.of(raster, grid, Coverages.crs("EPSG:32633")), tileSize, compression);
        CoverageSource source = CoverageSource.of("file", new GeoTiffReader(file));

        RasterInfo info = source.info();
        assertThat(info.width()).isEqualTo(301);
        assertThat(info.height()).isEqualTo(207);
        assertThat(info.bands()).isEqualTo(bands);
        assertThat(info.sampleType()).isEqualTo(expected);
        GridToWorld world = info.gridToWorld();
        assertThat(world.scaleX()).isEqualTo(grid.getScaleX(), within(1e-12));
        assertThat(world.shearY()).isEqualTo(grid.getShearY(), within(1e-12));
        assertThat(world.shearX()).isEqualTo(grid.getShearX(), within(1e-12));
        assertThat(world.scaleY()).isEqualTo(grid.getScaleY(), within(1e-12));
        assertThat(world.translateX()).isEqualTo(500_000, within(1e-6));
        assertThat(world.translateY()).isEqualTo(5_000_000, within(1e-6));
        Random random = new Random(6);
        for (int i = 0; i < 12; i++) {
            int x = random.nextInt(301);
            int y = random.nextInt(207);
            PixelRect rect = new PixelRect(x, y, 1 + random.nextInt(301 - x), 1 + random.nextInt(207 - y));
            RasterWindow window = read(source, WorkingGrid.nativeOf(info), rect);
            CoverageSourceTest.assertSame(window, raster, 0, 0);
            assertThat(window.valid().cardinality()).isEqualTo(rect.area());
        }
    }

    @Test
    void severalThreadsReadTheSameAsOne() throws IOException, InterruptedException, ExecutionException {
        WritableRaster raster = Coverages.random(DataBuffer.TYPE_BYTE, 301, 207, 3, 5);
        File file = Coverages.write(
                folder, "file.tif", Coverages.of(raster, UTM, Coverages.crs("EPSG:32633")), 64, "Deflate");
        CoverageSource source = CoverageSource.of("file", new GeoTiffReader(file));
        WorkingGrid grid = new WorkingGrid(201, 138, 1.5, 1.5);
        List<PixelRect> rects = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rects.add(new PixelRect(2 * i, i, 70, 70));
        }
        List<float[]> alone = new ArrayList<>();
        for (PixelRect rect : rects) {
            alone.add(read(source, grid, rect).samples());
        }

        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<float[]>> together = new ArrayList<>();
        for (PixelRect rect : rects) {
            together.add(threads.submit(() -> read(source, grid, rect).samples()));
        }

        for (int i = 0; i < rects.size(); i++) {
            assertThat(together.get(i).get()).isEqualTo(alone.get(i));
        }
        threads.shutdown();
    }

    @Test
    void theCoarsestOverviewThatIsFineEnoughIsRead() throws IOException {
        Raster full = Coverages.random(DataBuffer.TYPE_BYTE, 203, 101, 1, 1);
        // Overviews of odd sizes, with pixels of their own, so that what was read from where is plain.
        Raster half = Coverages.random(DataBuffer.TYPE_BYTE, 102, 51, 1, 2);
        Raster quarter = Coverages.random(DataBuffer.TYPE_BYTE, 51, 26, 1, 3);
        Path file = TinyTiff.write(folder.resolve("overviews.tif"), List.of(full, half, quarter));
        CoverageSource source = CoverageSource.of("file", new GeoTiffReader(file.toFile()));

        RasterWindow exact =
                read(source, new WorkingGrid(102, 51, 203 / 102.0, 101 / 51.0), new PixelRect(40, 20, 30, 31));
        CoverageSourceTest.assertSame(exact, half, 0, 0);
        RasterWindow coarsest =
                read(source, new WorkingGrid(51, 26, 203 / 51.0, 101 / 26.0), new PixelRect(0, 0, 51, 26));
        CoverageSourceTest.assertSame(coarsest, quarter, 0, 0);
        RasterWindow finer = read(source, new WorkingGrid(113, 57, 1.8, 1.8), new PixelRect(50, 20, 1, 1));
        // 90 to 91.8 of the native columns, 36 to 37.8 of the rows.
        double expected = (full.getSample(90, 36, 0)
                        + 0.8 * full.getSample(91, 36, 0)
                        + 0.8 * full.getSample(90, 37, 0)
                        + 0.64 * full.getSample(91, 37, 0))
                / 3.24;
        assertThat(finer.sample(0, 0, 0)).isEqualTo((float) expected, within(1e-3f));
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 6", "2, 1, 4"})
    void aSecondBandIsAlphaOnlyWhenTheFileSaysSo(int extraSample, int bands, int validPixels) throws IOException {
        WritableRaster raster = Coverages.random(DataBuffer.TYPE_BYTE, 3, 2, 2, 1);
        raster.setSamples(0, 0, 3, 2, 1, new int[] {0, 9, 9, 9, 9, 0});
        Path file = TinyTiff.write(folder.resolve("two.tif"), List.of(raster), extraSample);
        CoverageSource source = CoverageSource.of("file", new GeoTiffReader(file.toFile()));

        RasterWindow window = read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 3, 2));

        assertThat(window.bands()).isEqualTo(bands);
        assertThat(window.valid().cardinality()).isEqualTo(validPixels);
        CoverageSourceTest.assertSame(window, raster, 0, 0);
    }

    @Test
    void theMaskInsideAFileDecidesWhatIsValid() throws IOException {
        Raster full = Coverages.random(DataBuffer.TYPE_BYTE, 70, 50, 3, 1);
        WritableRaster mask = Coverages.random(DataBuffer.TYPE_BYTE, 70, 50, 1, 2);
        for (int y = 0; y < 50; y++) {
            for (int x = 0; x < 70; x++) {
                mask.setSample(x, y, 0, mask.getSample(x, y, 0) % 3 == 0 ? 0 : 1);
            }
        }
        Path file = TinyTiff.write(folder.resolve("mask.tif"), List.of(full), mask);
        CoverageSource source = CoverageSource.of("file", new GeoTiffReader(file.toFile()));

        RasterWindow window = read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(9, 5, 40, 30));

        CoverageSourceTest.assertSame(window, full, 0, 0);
        for (int row = 0; row < 30; row++) {
            for (int column = 0; column < 40; column++) {
                assertThat(window.isValid(column, row)).isEqualTo(mask.getSample(9 + column, 5 + row, 0) != 0);
            }
        }
    }

    @Test
    void aScaleBetweenLevelsIsAveragedFromTheFinerOne() throws IOException {
        Raster full = Coverages.random(DataBuffer.TYPE_BYTE, 200, 100, 1, 1);
        Raster half = Coverages.random(DataBuffer.TYPE_BYTE, 100, 50, 1, 2);
        Path file = TinyTiff.write(folder.resolve("overviews.tif"), List.of(full, half));
        CoverageSource source = CoverageSource.of("file", new GeoTiffReader(file.toFile()));

        RasterWindow reduced = read(source, new WorkingGrid(50, 25, 4, 4), new PixelRect(7, 9, 1, 1));

        assertThat(reduced.sample(0, 0, 0))
                .isEqualTo((half.getSample(14, 18, 0)
                                + half.getSample(15, 18, 0)
                                + half.getSample(14, 19, 0)
                                + half.getSample(15, 19, 0))
                        / 4f);
    }

    @Test
    void aTruncatedFileIsAnErrorWhereItsPixelsAreMissing() throws IOException {
        Raster full = Coverages.random(DataBuffer.TYPE_BYTE, 100, 100, 1, 1);
        Path whole = TinyTiff.write(folder.resolve("whole.tif"), List.of(full));
        // The directory of this file comes last, so the pixels are cut out of the middle: strips then end behind it.
        Path file = folder.resolve("cut.tif");
        Files.write(file, withFarStrips(Files.readAllBytes(whole), 60));
        CoverageSource source = CoverageSource.of("ortho", new GeoTiffReader(file.toFile()));

        CoverageSourceTest.assertSame(
                read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 100, 60)), full, 0, 0);
        assertThatThrownBy(() -> read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(0, 50, 100, 50)))
                .isInstanceOf(RasterException.class)
                .hasMessage("pixels [x 0..100, y 50..100] of coverage 'ortho' cannot be read: the file ends too early");
    }

    @ParameterizedTest
    @CsvSource({"getOriginalGridRange", "read"})
    void whateverAReaderThrowsWhenItIsOpenedIsOneSentence(String method) throws IOException {
        Path file =
                TinyTiff.write(folder.resolve("file.tif"), List.of(Coverages.random(DataBuffer.TYPE_BYTE, 9, 9, 1, 1)));
        Map<String, RuntimeException> errors = Map.of(
                "getOriginalGridRange",
                new IllegalStateException("the store is closed"),
                // Of the kind that this project's own refusals have.
                "read",
                new IllegalArgumentException("the store is closed"));
        GridCoverage2DReader broken = changed(new GeoTiffReader(file.toFile()), method, () -> {
            throw errors.get(method);
        });

        assertThatThrownBy(() -> CoverageSource.of("ortho", broken))
                .isInstanceOf(RasterException.class)
                .hasMessage("coverage 'ortho' cannot be opened: the store is closed");
    }

    @Test
    @SuppressWarnings("serial") // Coverages could be serialised; this one never is.
    void aCoverageThatCannotBeUsedIsDisposedOf() throws IOException {
        Path file =
                TinyTiff.write(folder.resolve("file.tif"), List.of(Coverages.random(DataBuffer.TYPE_BYTE, 9, 9, 1, 1)));
        AtomicInteger disposed = new AtomicInteger();
        GridCoverage2D odd =
                new GridCoverage2D(
                        "odd",
                        Coverages.of(
                                Coverages.random(DataBuffer.TYPE_BYTE, 9, 9, 1, 1), UTM, Coverages.crs("EPSG:32633"))) {
                    @Override
                    public Object getProperty(String name) {
                        return name.equals("GC_ROI") ? "no footprint" : super.getProperty(name);
                    }

                    @Override
                    public synchronized boolean dispose(boolean force) {
                        disposed.incrementAndGet();
                        return super.dispose(force);
                    }
                };
        GridCoverage2DReader reader = changed(new GeoTiffReader(file.toFile()), "read", () -> odd);

        assertThatThrownBy(() -> CoverageSource.of("ortho", reader))
                .hasMessageStartingWith("footprint of the coverage is neither a shape nor an image");
        assertThat(disposed).hasValue(1);
    }

    @Test
    void theSameFileGivesTheSameGroundDistanceWhateverIsRead() throws IOException {
        Raster full = Coverages.random(DataBuffer.TYPE_BYTE, 100, 100, 1, 1);
        Path file = TinyTiff.write(folder.resolve("file.tif"), List.of(full));

        RasterInfo info =
                CoverageSource.of("file", new GeoTiffReader(file.toFile())).info();

        // On the central meridian of UTM the map is 0.9996 of the ground.
        assertThat(info.metresPerColumn()).isEqualTo(0.5 / 0.9996, within(1e-7));
        assertThat(info.metresPerRow()).isEqualTo(0.5 / 0.9996, within(1e-7));
    }

    /** A reader of which one method answers otherwise. */
    private static GridCoverage2DReader changed(GridCoverage2DReader reader, String method, Supplier<Object> answer) {
        return (GridCoverage2DReader) Proxy.newProxyInstance(
                GridCoverage2DReader.class.getClassLoader(),
                new Class<?>[] {GridCoverage2DReader.class},
                (proxy, called, arguments) ->
                        called.getName().equals(method) ? answer.get() : called.invoke(reader, arguments));
    }

    /** Moves the strips of the rows from one on behind the end of the file. */
    private static byte[] withFarStrips(byte[] file, int row) {
        byte[] changed = file.clone();
        // Rows are written one after the other from byte 8 on; their offsets follow the pixels as 32-bit numbers.
        int offsets = 8 + 100 * 100;
        for (int i = row; i < 100; i++) {
            int far = 50_000 + 100 * i;
            Arrays.fill(changed, offsets + 4 * i, offsets + 4 * i + 4, (byte) 0);
            changed[offsets + 4 * i] = (byte) far;
            changed[offsets + 4 * i + 1] = (byte) (far >> 8);
        }
        return changed;
    }
}
