package org.gsprelabel.geotools.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gsprelabel.geotools.coverage.CoverageSourceTest.read;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.geotools.referencing.CRS;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.raster.SampleType;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts of public sample files; the folder is no part of the project. */
class RealImageryTest {

    private static final Path FOLDER = Path.of("../../../shared/data");

    @ParameterizedTest
    @CsvSource({
        "spacenet-atlanta-pan, 900, 900, 1, UINT16, 0.5",
        "neon-osbs-029, 400, 400, 3, UINT8, 0.1",
        "rd-jpeg-1000, 1000, 1000, 3, UINT8, 0.25",
        "landsat-albers-int16, 512, 512, 3, INT16, 30",
        "drone-maize-rgba, 1243, 841, 3, UINT8, 0.02"
    })
    void filesAreWhatTheirDescriptionSays(String name, int width, int height, int bands, SampleType type, double metres)
            throws IOException {
        CoverageSource source = open(name);

        RasterInfo info = source.info();
        assertThat(info.width()).isEqualTo(width);
        assertThat(info.height()).isEqualTo(height);
        assertThat(info.bands()).isEqualTo(bands);
        assertThat(info.sampleType()).isEqualTo(type);
        // The map scale of a projection is within a thousandth of 1 here, that of Albers within a hundredth.
        assertThat(info.metresPerColumn()).isEqualTo(metres, within(metres * 0.01));
        assertThat(info.metresPerRow()).isEqualTo(metres, within(metres * 0.01));
        RasterWindow window = read(source, WorkingGrid.nativeOf(info), new PixelRect(100, 100, 200, 200));
        assertThat(window.valid().cardinality()).isGreaterThan(0);
    }

    @ParameterizedTest
    @CsvSource({"spacenet-atlanta-pan, EPSG:32616", "neon-osbs-029, EPSG:32617", "drone-maize-rgba, EPSG:32633"})
    void referenceSystemsAreFound(String name, String code) throws Exception {
        assertThat(CRS.lookupIdentifier(open(name).crs(), true)).isEqualTo(code);
    }

    @Test
    void nodataOfTheLandsatSceneIsInvalidAndNothingElse() throws IOException {
        CoverageSource source = open("landsat-albers-int16");

        RasterWindow window = read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 512, 512));

        for (int row = 0; row < 512; row++) {
            for (int column = 0; column < 512; column++) {
                boolean nodata = window.sample(0, column, row) == -9999
                        && window.sample(1, column, row) == -9999
                        && window.sample(2, column, row) == -9999;
                assertThat(window.isValid(column, row)).isEqualTo(!nodata);
            }
        }
    }

    @Test
    void paintedStrokesOfTheDroneImageAreSeenInFullColour() throws IOException {
        CoverageSource source = open("drone-maize-rgba");

        RasterWindow window = read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(0, 0, 1243, 841));

        int pure = 0;
        for (int i = 0; i < 1243 * 841; i++) {
            float red = window.samples()[i];
            float green = window.samples()[1243 * 841 + i];
            float blue = window.samples()[2 * 1243 * 841 + i];
            if (red + green + blue == 255 && (red == 255 || green == 255 || blue == 255)) {
                pure++;
            }
        }
        assertThat(pure).isGreaterThan(100);
    }

    @Test
    void aThumbnailWithoutAlphaIsNoOverview() throws IOException {
        CoverageSource source = open("drone-maize-rgba");
        // The second image of the file is a thumbnail of 256 columns and three bands.
        WorkingGrid grid = new WorkingGrid(249, 169, 5, 5);

        RasterWindow reduced = read(source, grid, new PixelRect(50, 50, 100, 60));
        RasterWindow full = read(source, WorkingGrid.nativeOf(source.info()), new PixelRect(250, 250, 500, 300));

        assertThat(full.valid().cardinality()).isEqualTo(500 * 300);
        for (int row = 0; row < 60; row++) {
            for (int column = 0; column < 100; column++) {
                double sum = 0;
                for (int y = 0; y < 5; y++) {
                    for (int x = 0; x < 5; x++) {
                        sum += full.sample(1, 5 * column + x, 5 * row + y);
                    }
                }
                assertThat(reduced.sample(1, column, row)).isEqualTo((float) (sum / 25), within(1e-3f));
            }
        }
    }

    private static CoverageSource open(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".tif");
        assumeTrue(Files.exists(file), () -> "sample file " + name + ".tif is not there");
        return CoverageSource.of(name, new GeoTiffReader(file.toFile()));
    }
}
