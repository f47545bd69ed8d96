package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.coverage.grid.io.GridCoverage2DReader;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real images, from a folder beside the project ({@code ../shared/data} and {@code ../shared/models}); skipped where it is
 * missing.
 */
class RealImageryTest {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();
    private static final String BUILDINGS = """
            {"id": "atlanta-buildings", "title": "Buildings, small U-Net", "family": "semseg",
             "files": {"model": {"path": "atlanta-buildings-unet.onnx"}},
             "image": {"input": "image", "bands": [1], "valueRange": {"min": 126, "max": 1109}},
             "geometry": {"multipleOf": 8},
             "output": {"name": "logits"},
             "classes": ["building"],
             "defaults": {"confidence": 0},
             "raster": {"metresPerPixel": 0.5}}
            """;

    @TempDir
    static Path folder;

    private static Plugin plugin;

    @BeforeAll
    static void open() throws IOException {
        Path shared = shared();
        assumeTrue(Files.isDirectory(shared.resolve("data")), "there is no folder " + shared + " with real images");
        plugin = new Plugin(folder);
        Path model = Files.createDirectory(folder.resolve("models/atlanta-buildings"));
        Files.copy(shared.resolve("models/atlanta-buildings-unet.onnx"), model.resolve("atlanta-buildings-unet.onnx"));
        Files.writeString(model.resolve("model.json"), BUILDINGS);
        for (String name : List.of(
                "spacenet-atlanta-pan.tif",
                "landsat-albers-int16.tif",
                "rd-jpeg-1000.tif",
                "neon-osbs-029.tif",
                "drone-maize-rgba.tif")) {
            Files.copy(shared.resolve("data").resolve(name), folder.resolve(name));
        }
    }

    @AfterAll
    static void close() {
        if (plugin != null) {
            plugin.close();
        }
    }

    @ParameterizedTest(name = "tiles of {0}, overlap {1}")
    @CsvSource({"256, 0.125", "512, 0.125", "904, 0"})
    void tiled_buildings_are_as_good_as_those_of_the_whole_image_in_one_pass(int tileSize, double overlap)
            throws Exception {
        Plugin.Result result = plugin.preLabel(
                "coverageName",
                "spacenet-atlanta-pan.tif",
                "model",
                "atlanta-buildings",
                "tileSize",
                tileSize,
                "overlap",
                overlap);

        double iou = pixelIou(result);

        System.out.printf("atlanta, tiles of %d, overlap %s: pixel IoU %.4f%n", tileSize, overlap, iou);
        assertThat(iou).isCloseTo(0.40, within(0.02));
    }

    @ParameterizedTest
    @CsvSource({
        // custom Albers CRS without a code, 16 bits, nodata -9999
        "landsat-albers-int16.tif, 30, 9",
        // JPEG tiles
        "rd-jpeg-1000.tif, 0.25, 25",
        // nodata 255
        "neon-osbs-029.tif, 0.1, 4",
        // alpha
        "drone-maize-rgba.tif, 0.02, 24"
    })
    void any_raster_runs_through(String name, double resolution, int tiles) {
        Plugin.Result result = plugin.preLabel(
                "coverageName",
                name,
                "model",
                "roofs-semseg",
                "tileSize",
                256,
                "resolution",
                resolution,
                "minArea",
                0.0);

        System.out.printf(
                "%s: %d features, %s%n",
                name, result.list().size(), result.report().at("/tiles"));
        assertThat(result.report().at("/tiles/total").asInt()).isEqualTo(tiles);
        assertThat(result.features().size())
                .isEqualTo(result.report().at("/features").asInt());
        assertThat(result.list()).allSatisfy(RealImageryTest::isSound);
    }

    private static void isSound(SimpleFeature feature) {
        Geometry geometry = (Geometry) feature.getDefaultGeometry();
        assertThat(geometry.isValid()).isTrue();
        assertThat((Double) feature.getAttribute("area_m2")).isPositive();
        assertThat((Double) feature.getAttribute("confidence")).isBetween(0.0, 1.0);
    }

    /** Part of the pixels of rows 0 to 895, columns 560 to 895 that both call a building, of those that either does. */
    private static double pixelIou(Plugin.Result result) throws Exception {
        GridCoverage2DReader reader = Plugin.open(folder.resolve("spacenet-atlanta-pan.tif"));
        CoordinateReferenceSystem crs = reader.getCoordinateReferenceSystem();
        var envelope = reader.getOriginalEnvelope();
        double left = envelope.getMinimum(0);
        double top = envelope.getMaximum(1);
        reader.dispose();
        IndexedPointInAreaLocator found = locator(result.geometries());
        IndexedPointInAreaLocator truth = locator(footprints(crs));
        int shared = 0;
        int either = 0;
        for (int row = 0; row < 896; row++) {
            for (int column = 560; column < 896; column++) {
                Coordinate centre = new Coordinate(left + 0.5 * (column + 0.5), top - 0.5 * (row + 0.5));
                boolean a = found.locate(centre) != Location.EXTERIOR;
                boolean b = truth.locate(centre) != Location.EXTERIOR;
                shared += a && b ? 1 : 0;
                either += a || b ? 1 : 0;
            }
        }
        return (double) shared / either;
    }

    private static IndexedPointInAreaLocator locator(List<Geometry> polygons) {
        return new IndexedPointInAreaLocator(UnaryUnionOp.union(polygons));
    }

    private static List<Geometry> footprints(CoordinateReferenceSystem crs) throws Exception {
        JsonNode json = JsonMapper.shared()
                .readTree(Files.readString(shared().resolve("data/spacenet-atlanta-buildings.geojson")));
        boolean projected = json.at("/crs/properties/name").asString("").contains("32616");
        var transform = CRS.findMathTransform(projected ? crs : DefaultGeographicCRS.WGS84, crs, true);
        List<Geometry> polygons = new ArrayList<>();
        for (JsonNode feature : json.get("features")) {
            JsonNode coordinates = feature.at("/geometry/coordinates");
            boolean multi = feature.at("/geometry/type").asString().equals("MultiPolygon");
            for (JsonNode polygon : multi ? coordinates : List.of(coordinates)) {
                polygons.add(JTS.transform(polygon(polygon), transform));
            }
        }
        return polygons;
    }

    private static Polygon polygon(JsonNode rings) {
        List<LinearRing> all = new ArrayList<>();
        for (JsonNode ring : rings) {
            List<Coordinate> vertices = new ArrayList<>();
            ring.forEach(vertex -> vertices.add(
                    new Coordinate(vertex.get(0).asDouble(), vertex.get(1).asDouble())));
            all.add(GEOMETRIES.createLinearRing(vertices.toArray(new Coordinate[0])));
        }
        return GEOMETRIES.createPolygon(all.get(0), all.subList(1, all.size()).toArray(new LinearRing[0]));
    }

    /** The folder beside the checkout. */
    private static Path shared() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("mvnw")) && here.getParent() != null) {
            here = here.getParent();
        }
        return here.resolveSibling("shared");
    }
}
