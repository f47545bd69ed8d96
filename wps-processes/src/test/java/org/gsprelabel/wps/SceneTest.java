package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.parameter.GeneralParameterValue;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.coverage.grid.io.GridCoverage2DReader;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.gsprelabel.geotools.referencing.Ellipsoid;
import org.gsprelabel.merge.MergeStrategy;
import org.gsprelabel.testdata.Georeference;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.Score;
import org.gsprelabel.testdata.TruthObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** The main job on a scene whose truth is known. */
class SceneTest {

    private static final int SIZE = 2048;
    private static final SceneSpec SPEC = SceneSpec.of(7, SIZE);
    /** What a 0.3 m picture cannot show as an object; specks of the small model are far below. */
    private static final double MIN_AREA = 5;

    @TempDir
    static Path folder;

    private static Plugin plugin;
    private static Scene scene;

    @BeforeAll
    static void open() throws IOException {
        plugin = new Plugin(folder);
        scene = write("scene.tif", SPEC);
    }

    @AfterAll
    static void close() {
        plugin.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roofs-semseg", "roofs-yolo-seg", "roofs-yolo-e2e"})
    void finds_every_roof_once_and_whole(String model) {
        Plugin.Result result = plugin.preLabel("coverageName", "scene.tif", "model", model, "minArea", MIN_AREA);

        for (String className : List.of("red roof", "blue roof", "grey roof")) {
            Score score = Score.of(truth(scene, className), found(result, className), 0.5);
            assertThat(score.precision())
                    .as("precision of %s: %s", className, score)
                    .isGreaterThanOrEqualTo(0.95);
            assertThat(score.recall()).as("recall of %s: %s", className, score).isGreaterThanOrEqualTo(0.95);
            assertThat(score.duplicates()).as("duplicates of %s", className).isZero();
        }
        assertThat(result.list())
                .allSatisfy(
                        feature -> assertThat(feature.getAttribute("tile_edge")).isEqualTo(""));
    }

    @Test
    void a_detector_without_masks_finds_the_box_of_every_roof_once() {
        Plugin.Result result =
                plugin.preLabel("coverageName", "scene.tif", "model", "roofs-yolov5", "minArea", MIN_AREA);

        List<Geometry> boxes = new ArrayList<>();
        for (TruthObject object : scene.truth()) {
            boxes.add(world(SPEC.georeference(), object.pixels().getEnvelopeInternal()));
        }
        Score score = Score.of(boxes, result.geometries(), 0.5);
        assertThat(score.precision()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.recall()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.duplicates()).isZero();
    }

    @ParameterizedTest(name = "tiles of {0}, overlap {1}")
    @CsvSource({"256, 0.1", "256, 0.15", "512, 0.1", "512, 0.15", "1024, 0.1", "1024, 0.15"})
    void tile_size_and_overlap_do_not_change_the_objects(int tileSize, double overlap) {
        List<Geometry> whole = plugin.preLabel(
                        "coverageName", "scene.tif", "model", "roofs-semseg", "tileSize", SIZE, "minArea", MIN_AREA)
                .geometries();

        Plugin.Result tiled = plugin.preLabel(
                "coverageName",
                "scene.tif",
                "model",
                "roofs-semseg",
                "tileSize",
                tileSize,
                "overlap",
                overlap,
                "minArea",
                MIN_AREA);

        Score score = Score.of(whole, tiled.geometries(), 0.98);
        assertThat(score.matches()).as("%s", score).isEqualTo(whole.size());
        assertThat(score.predictions()).isEqualTo(whole.size());
    }

    @Test
    void a_region_gives_exactly_the_objects_of_the_whole_run_there() {
        List<String> expected = new ArrayList<>();
        Geometry region = world(SPEC.georeference(), new Envelope(700, 1100, 500, 820));
        for (SimpleFeature feature : run("scene.tif").list()) {
            if (((Geometry) feature.getDefaultGeometry()).intersects(region)) {
                expected.add(feature.getID() + " " + feature.getAttributes());
            }
        }

        Plugin.Result part = plugin.preLabel(
                "coverageName",
                "scene.tif",
                "model",
                "roofs-semseg",
                "tileSize",
                256,
                "minArea",
                MIN_AREA,
                "roi",
                region);

        assertThat(expected).hasSizeGreaterThan(5);
        assertThat(part.texts()).isEqualTo(expected);
        assertThat(part.report().at("/tiles/total").asInt()).isLessThan(30);
    }

    @Test
    void threads_and_batch_change_no_byte() {
        List<String> reference = run("scene.tif", "threads", 1, "batch", 1).texts();

        assertThat(run("scene.tif", "threads", 4, "batch", 1).texts()).isEqualTo(reference);
        assertThat(run("scene.tif", "threads", 1, "batch", 4).texts()).isEqualTo(reference);
        assertThat(run("scene.tif", "threads", 3, "batch", 4).texts()).isEqualTo(reference);
    }

    @Test
    void a_shifted_rotated_or_sheared_scene_gives_the_same_objects_on_the_ground() throws IOException {
        List<Geometry> upright = run("scene.tif").geometries();
        for (Georeference elsewhere : List.of(
                Georeference.utmShifted(1234.5, -987.25), Georeference.utmRotated(27), Georeference.utmSheared())) {
            write("elsewhere.tif", SPEC.at(elsewhere));

            Plugin.Result result = run("elsewhere.tif");

            List<Geometry> expected = upright.stream()
                    .map(geometry -> moved(geometry, SPEC.georeference(), elsewhere))
                    .toList();
            assertThat(result.list()).hasSameSizeAs(upright);
            // The sheared pixels have another size on the ground, so the model sees them resampled.
            double sameness = elsewhere.equals(Georeference.utmSheared()) ? 0.9 : 0.9999;
            assertThat(Score.of(expected, result.geometries(), sameness).matches())
                    .as("%s", elsewhere)
                    .isEqualTo(upright.size());
        }
    }

    @Test
    void a_geographic_scene_gives_the_same_objects_on_the_ground_and_the_same_areas()
            throws IOException, FactoryException, TransformException {
        Plugin.Result projected = run("scene.tif");
        write("geographic.tif", SPEC.at(Georeference.geographic(SIZE, SIZE)));

        Plugin.Result geographic = run("geographic.tif");

        var toUtm = CRS.findMathTransform(
                geographic.features().getSchema().getCoordinateReferenceSystem(),
                projected.features().getSchema().getCoordinateReferenceSystem(),
                true);
        List<Geometry> onTheGround = new ArrayList<>();
        for (Geometry geometry : geographic.geometries()) {
            onTheGround.add(JTS.transform(geometry, toUtm));
        }
        Score score = Score.of(projected.geometries(), onTheGround, 0.97);
        assertThat(score.matches()).as("%s", score).isEqualTo(projected.list().size());
        assertThat(score.predictions()).isEqualTo(score.truths());
        List<Double> areas = areas(projected);
        List<Double> geographicAreas = areas(geographic);
        for (int i = 0; i < areas.size(); i++) {
            assertThat(geographicAreas.get(i)).isCloseTo(areas.get(i), within(areas.get(i) * 1e-3));
        }
    }

    @Test
    void areas_are_those_of_the_pixels_on_the_ellipsoid() {
        // At easting 391 km, 109 km from the central meridian, UTM's scale is 0.9996 (1 + (109 / 6390)^2 / 2) =
        // 0.999746.
        double scale = 0.9996 * (1 + Math.pow(109.0 / 6390, 2) / 2);

        for (SimpleFeature feature : run("scene.tif").list()) {
            double mapArea = ((Geometry) feature.getDefaultGeometry()).getArea();

            assertThat((Double) feature.getAttribute("area_m2"))
                    .isCloseTo(mapArea / (scale * scale), within(mapArea * 1e-4));
        }
    }

    @ParameterizedTest(name = "targetCRS {0}, cleaned {1}")
    @CsvSource({"'', false", "'', true", "EPSG:4326, false"})
    void a_chain_of_processes_equals_one_call(String targetCrs, boolean cleaned) throws FactoryException {
        Geometry region = world(SPEC.georeference(), new Envelope(300, 1500, 200, 1320));
        Map<String, Object> criteria = Plugin.inputs(
                "minArea", MIN_AREA, "maxArea", 400.0, "classes", "red roof,grey roof", "minConfidence", 0.9);
        criteria.put("classConfidence", "red roof:0.95");
        criteria.put("minCompactness", 0.4);
        Map<String, Object> run = Plugin.inputs("coverageName", "scene.tif", "model", "roofs-semseg", "tileSize", 256);
        run.put("timestamp", "2026-01-02T03:04:05Z");
        if (!targetCrs.isEmpty()) {
            run.put("targetCRS", CRS.decode(targetCrs, true));
        } else {
            criteria.put("roi", region);
        }
        Map<String, Object> all = new HashMap<>(run);
        all.putAll(criteria);
        Map<String, Object> shape = cleaned
                ? Plugin.inputs("simplify", 0.5, "smooth", 0.2, "square", 1.0, "minHoleArea", 4.0, "minWidth", 1.0)
                : Map.of();
        all.putAll(shape);

        Plugin.Result once = plugin.execute("PreLabelCoverage", all);
        run.put("merge", MergeStrategy.NONE);
        run.put("minConfidence", 0.9);
        run.put("classConfidence", "red roof:0.95");
        // An outline is simplified with its neighbours, so these must be the same.
        run.put("classes", "red roof,grey roof");
        Plugin.Result pieces = plugin.execute("PreLabelCoverage", run);
        Map<String, Object> merge = Plugin.inputs("features", pieces.features());
        merge.putAll(shape);
        Plugin.Result merged = plugin.execute("MergeTiles", merge);
        criteria.put("features", merged.features());
        Plugin.Result filtered = plugin.execute("FilterPredictions", criteria);

        assertThat(pieces.list()).hasSizeGreaterThan(merged.list().size());
        assertThat(once.list()).hasSizeGreaterThan(30);
        assertThat(filtered.texts()).isEqualTo(once.texts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"upright", "sheared", "geographic"})
    void squared_roofs_have_right_angles_on_the_ground(String place) throws IOException {
        String file = place + "-squares.tif";
        write(
                file,
                switch (place) {
                    case "sheared" -> SPEC.at(Georeference.utmSheared());
                    case "geographic" -> SPEC.at(Georeference.geographic(SIZE, SIZE));
                    default -> SPEC;
                });
        Map<String, Object> inputs = Plugin.inputs("coverageName", file, "model", "roofs-semseg", "minArea", 20.0);
        inputs.put("classes", "red roof,blue roof,grey roof");
        inputs.put("square", 1.0);

        Plugin.Result result = plugin.execute("PreLabelCoverage", inputs);

        Ellipsoid ellipsoid = Ellipsoid.of(result.features().getSchema().getCoordinateReferenceSystem());
        long squared = result.geometries().stream()
                .filter(roof -> roof.getNumPoints() <= 14 && largestTurnFromRight(roof, ellipsoid) < 0.01)
                .count();
        assertThat(result.geometries()).hasSizeGreaterThan(40).allMatch(Geometry::isValid);
        assertThat(squared).isGreaterThan(result.list().size() * 9L / 10);
        assertThat(result.report().at("/shape/square/changed").asLong())
                .isGreaterThan(result.list().size() * 9L / 10);
    }

    /** Of the angles of all rings, by azimuths of geodesics: how many degrees one is from 90 or 270, at most. */
    private static double largestTurnFromRight(Geometry shape, Ellipsoid ellipsoid) {
        double largest = 0;
        for (int part = 0; part < shape.getNumGeometries(); part++) {
            for (Geometry ring : rings((Polygon) shape.getGeometryN(part))) {
                double[] places = new double[2 * ring.getNumPoints()];
                Coordinate[] vertices = ring.getCoordinates();
                for (int i = 0; i < vertices.length; i++) {
                    places[2 * i] = vertices[i].x;
                    places[2 * i + 1] = vertices[i].y;
                }
                ellipsoid.toLonLat(places, vertices.length);
                for (int i = 0; i < vertices.length - 1; i++) {
                    int before = i == 0 ? vertices.length - 2 : i - 1;
                    double turn = azimuth(places, i, i + 1, ellipsoid) - azimuth(places, i, before, ellipsoid);
                    largest = Math.max(largest, Math.abs(Math.IEEEremainder(turn - 90, 180)));
                }
            }
        }
        return largest;
    }

    private static List<Geometry> rings(Polygon polygon) {
        List<Geometry> rings = new ArrayList<>();
        rings.add(polygon.getExteriorRing());
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            rings.add(polygon.getInteriorRingN(i));
        }
        return rings;
    }

    private static double azimuth(double[] places, int from, int to, Ellipsoid ellipsoid) {
        return ellipsoid
                .geodesic()
                .Inverse(places[2 * from + 1], places[2 * from], places[2 * to + 1], places[2 * to])
                .azi1;
    }

    @Test
    void a_coverage_at_hand_gives_what_its_name_gives() throws IOException {
        GridCoverage2DReader reader = Plugin.open(folder.resolve("scene.tif"));
        GridCoverage2D coverage = reader.read(new GeneralParameterValue[0]);

        Plugin.Result atHand =
                plugin.preLabel("coverage", coverage, "model", "roofs-semseg", "tileSize", 256, "minArea", MIN_AREA);

        List<SimpleFeature> byName = run("scene.tif").list();
        assertThat(atHand.list())
                .extracting(SimpleFeature::getID)
                .isEqualTo(byName.stream().map(SimpleFeature::getID).toList());
        assertThat(atHand.geometries().stream().map(Geometry::toText))
                .isEqualTo(byName.stream()
                        .map(feature -> ((Geometry) feature.getDefaultGeometry()).toText())
                        .toList());
        coverage.dispose(true);
        reader.dispose();
    }

    @ParameterizedTest
    @EnumSource(
            value = MergeStrategy.class,
            names = {"BEST", "LARGEST"})
    void other_strategies_give_every_roof_once_too(MergeStrategy strategy) {
        Plugin.Result result = run("scene.tif", "merge", strategy);

        assertThat(result.list()).hasSameSizeAs(run("scene.tif").list());
    }

    @Test
    void the_report_tells_what_was_done() {
        var report = run("scene.tif", "minArea", 100.0).report();

        assertThat(report.at("/provider").asString()).isEqualTo("CPU");
        // 9 x 9 windows of 256 every 224 pixels cover 2048.
        assertThat(report.at("/tiles/total").asInt()).isEqualTo(81);
        assertThat(report.at("/rejected/tooSmall").asInt()).isPositive();
        assertThat(report.at("/merge/groups").asInt()).isPositive();
        assertThat(report.at("/seconds/infer").asDouble()).isPositive();
    }

    private static Plugin.Result run(String coverage, Object... more) {
        Map<String, Object> inputs = Plugin.inputs(more);
        inputs.put("coverageName", coverage);
        inputs.put("model", "roofs-semseg");
        inputs.put("tileSize", 256);
        inputs.putIfAbsent("minArea", MIN_AREA);
        inputs.put("timestamp", "2026-01-02T03:04:05Z");
        return plugin.execute("PreLabelCoverage", inputs);
    }

    private static Scene write(String name, SceneSpec spec) throws IOException {
        Scene made = Scene.of(spec);
        made.writeGeoTiff(folder.resolve(name));
        return made;
    }

    private static List<Geometry> truth(Scene scene, String className) {
        List<Geometry> polygons = new ArrayList<>();
        for (TruthObject object : scene.truth()) {
            if (object.className().equals(className)) {
                polygons.add(scene.spec().georeference().toWorld(object.pixels()));
            }
        }
        return polygons;
    }

    private static List<Geometry> found(Plugin.Result result, String className) {
        return result.list().stream()
                .filter(feature -> feature.getAttribute("class_name").equals(className))
                .map(feature -> (Geometry) feature.getDefaultGeometry())
                .toList();
    }

    private static List<Double> areas(Plugin.Result result) {
        return result.list().stream()
                .map(feature -> (Double) feature.getAttribute("area_m2"))
                .toList();
    }

    private static Geometry world(Georeference georeference, Envelope pixels) {
        return georeference.toWorld((org.locationtech.jts.geom.Polygon) new GeometryFactory().toGeometry(pixels));
    }

    /** The geometry as it lies when the grid of {@code from} is laid where {@code to} says. */
    private static Geometry moved(Geometry geometry, Georeference from, Georeference to) {
        double determinant = from.scaleX() * from.scaleY() - from.shearX() * from.shearY();
        Geometry copy = geometry.copy();
        copy.apply((org.locationtech.jts.geom.CoordinateFilter) c -> {
            double dx = c.x - from.translateX();
            double dy = c.y - from.translateY();
            double x = (from.scaleY() * dx - from.shearX() * dy) / determinant;
            double y = (from.scaleX() * dy - from.shearY() * dx) / determinant;
            c.setX(to.worldX(x, y));
            c.setY(to.worldY(x, y));
        });
        copy.geometryChanged();
        return copy;
    }
}
