package org.gsprelabel.testdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.geotools.api.geometry.Position;
import org.geotools.api.parameter.GeneralParameterValue;
import org.geotools.api.referencing.datum.PixelInCell;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.coverage.util.CoverageUtilities;
import org.geotools.gce.geotiff.GeoTiffReader;
import org.geotools.geometry.GeneralPosition;
import org.geotools.referencing.CRS;
import org.geotools.util.factory.Hints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what was written with the GeoTIFF reader of GeoTools, which shares no code with the writer. */
class GeoTiffFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"utm", "shifted", "rotated", "sheared", "geographic"})
    void pixelsGridAndCrsSurvive(String preset) throws Exception {
        Georeference georeference = switch (preset) {
            case "utm" -> Georeference.utm();
            case "shifted" -> Georeference.utmShifted(10.1, -3.3);
            case "rotated" -> Georeference.utmRotated(20);
            case "sheared" -> Georeference.utmSheared();
            default -> Georeference.geographic(300, 280);
        };
        Scene scene = Scene.of(new SceneSpec(7, 300, 280, georeference, true));
        Path file = folder.resolve(preset + ".tif");

        scene.writeGeoTiff(file);

        GeoTiffReader reader =
                new GeoTiffReader(file.toFile(), new Hints(Hints.FORCE_LONGITUDE_FIRST_AXIS_ORDER, true));
        try {
            assertThat(CRS.lookupEpsgCode(reader.getCoordinateReferenceSystem(), false))
                    .isEqualTo(georeference.epsg());
            AffineTransform grid = (AffineTransform) reader.getOriginalGridToWorld(PixelInCell.CELL_CORNER);
            assertThat(grid.getScaleX()).isCloseTo(georeference.scaleX(), within(1e-12));
            assertThat(grid.getShearY()).isCloseTo(georeference.shearY(), within(1e-12));
            assertThat(grid.getShearX()).isCloseTo(georeference.shearX(), within(1e-12));
            assertThat(grid.getScaleY()).isCloseTo(georeference.scaleY(), within(1e-12));
            assertThat(grid.getTranslateX()).isCloseTo(georeference.translateX(), within(1e-9));
            assertThat(grid.getTranslateY()).isCloseTo(georeference.translateY(), within(1e-9));
            GridCoverage2D coverage = reader.read((GeneralParameterValue[]) null);
            assertThat(CoverageUtilities.getNoDataProperty(coverage).getAsSingleValue())
                    .isZero();
            assertThat(bytes(coverage.getRenderedImage().getData())).isEqualTo(scene.render(0, 0, 300, 280));
            coverage.dispose(true);
        } finally {
            reader.dispose();
        }
    }

    @Test
    void aSceneWithoutNodataDeclaresNone() throws IOException {
        Path file = folder.resolve("full.tif");

        Scene.of(SceneSpec.of(7, 128).withoutNodata()).writeGeoTiff(file);

        GeoTiffReader reader = new GeoTiffReader(file.toFile());
        try {
            assertThat(CoverageUtilities.getNoDataProperty(reader.read((GeneralParameterValue[]) null)))
                    .isNull();
        } finally {
            reader.dispose();
        }
    }

    @Test
    void theSameSceneIsTheSameFile() throws IOException {
        Path first = folder.resolve("first.tif");
        Path second = folder.resolve("second.tif");

        Scene.of(SceneSpec.of(7, 300)).writeGeoTiff(first);
        Scene.of(SceneSpec.of(7, 300)).writeGeoTiff(second);

        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    @Test
    void theGeographicGridLiesOnTheSameGroundWithinFourCentimetres() throws Exception {
        Georeference utm = Georeference.utm();
        Georeference degrees = Georeference.geographic(2048, 2048);
        MathTransform toUtm =
                CRS.findMathTransform(CRS.decode("EPSG:4326", true), CRS.decode("EPSG:32633", true), true);
        double worst = 0;
        for (int y = 0; y <= 2048; y += 256) {
            for (int x = 0; x <= 2048; x += 256) {
                Position ground =
                        toUtm.transform(new GeneralPosition(degrees.worldX(x, y), degrees.worldY(x, y)), null);
                double dx = ground.getOrdinate(0) - utm.worldX(x, y);
                double dy = ground.getOrdinate(1) - utm.worldY(x, y);
                worst = Math.max(worst, Math.sqrt(dx * dx + dy * dy));
            }
        }
        assertThat(worst).isLessThan(0.04).isGreaterThan(0.001);
    }

    @Test
    void truthIsGeoJsonInTheCrsOfTheScene() throws IOException {
        Scene scene = Scene.of(SceneSpec.of(7, 512));
        Path file = folder.resolve("truth.geojson");

        scene.writeTruth(file);

        JsonNode json = JsonMapper.shared().readTree(file.toFile());
        assertThat(json.at("/crs/properties/name").asString()).isEqualTo("urn:ogc:def:crs:EPSG::32633");
        assertThat(json.get("features")).hasSize(scene.truth().size());
        TruthObject first = scene.truth().get(0);
        JsonNode feature = json.at("/features/0");
        assertThat(feature.at("/properties/class_name").asString()).isEqualTo(first.className());
        double doubled = 0;
        JsonNode ring = feature.at("/geometry/coordinates/0");
        for (int i = 0; i + 1 < ring.size(); i++) {
            doubled += (ring.at("/" + i + "/0").asDouble() - 391_000)
                            * (ring.at("/" + (i + 1) + "/1").asDouble() - 5_820_000)
                    - (ring.at("/" + (i + 1) + "/0").asDouble() - 391_000)
                            * (ring.at("/" + i + "/1").asDouble() - 5_820_000);
        }
        assertThat(doubled / 2)
                .as("square metres, counter-clockwise")
                .isCloseTo(0.09 * first.pixels().getArea(), within(1e-3));
    }

    private static byte[] bytes(Raster raster) {
        Rectangle bounds = raster.getBounds();
        int[] values = raster.getPixels(bounds.x, bounds.y, bounds.width, bounds.height, (int[]) null);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
