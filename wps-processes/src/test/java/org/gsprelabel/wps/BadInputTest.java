package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.coverage.CoverageFactoryFinder;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.process.ProcessException;
import org.geotools.referencing.crs.DefaultEngineeringCRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Every kind of bad input ends in one sentence that names what was wrong, what was found and what is allowed. */
class BadInputTest {

    @TempDir
    static Path folder;

    private static Plugin plugin;

    @BeforeAll
    static void open() throws IOException {
        plugin = new Plugin(folder);
        Scene.of(SceneSpec.of(5, 256)).writeGeoTiff(folder.resolve("scene.tif"));
    }

    @AfterAll
    static void close() {
        plugin.close();
    }

    @Test
    void an_unknown_model_lists_those_there_are() {
        assertRefused(
                Plugin.inputs("coverageName", "scene.tif", "model", "trees"),
                "no model 'trees'; available: " + String.join(", ", TestModels.ids()));
    }

    @Test
    void thresholds_of_classes_that_the_model_does_not_have_or_that_the_prompt_gives_are_refused() {
        assertRefused(
                Plugin.inputs("coverageName", "scene.tif", "model", "roofs-semseg", "classConfidence", "tree:0.5"),
                "classes of classConfidence [tree] are not known to model 'roofs-semseg'; it has [background, red roof,"
                        + " blue roof, grey roof]");
        Map<String, Object> twice = Plugin.inputs("coverageName", "scene.tif", "model", "roofs-gdino-hf");
        twice.put("prompt", "red roof:0.4. blue roof.");
        twice.put("classConfidence", "red roof:0.5");
        assertRefused(twice, "give the least score of 'red roof' in prompt or in classConfidence, not in both");
    }

    @ParameterizedTest
    @CsvSource({"../../etc/passwd", "/etc/passwd", "roofs-semseg/../roofs-semseg", "file:///etc/passwd"})
    void a_model_that_is_a_path_is_no_model(String id) {
        assertRefused(
                Plugin.inputs("coverageName", "scene.tif", "model", id),
                "no model '" + id + "'; available: " + String.join(", ", TestModels.ids()));
    }

    @Test
    void channels_that_do_not_fit_the_bands() {
        assertRefused(
                Plugin.inputs("coverage", gray(DefaultGeographicCRS.WGS84), "model", "roofs-semseg"),
                "model 'roofs-semseg' reads bands [1, 2, 3], coverage 'gray' has only 1 band");
    }

    @Test
    void a_missing_a_corrupt_and_a_misdescribed_model() throws IOException {
        Path models = folder.resolve("models");
        Path broken = Files.createDirectory(models.resolve("broken"));
        String descriptor = Files.readString(models.resolve("roofs-semseg/model.json"))
                .replace("\"roofs-semseg\"", "\"broken\"")
                .replaceAll(", \"sha256\": \"[0-9a-f]*\"", "");
        try {
            Files.writeString(broken.resolve("model.json"), descriptor);
            assertRefusedContaining("broken", "model 'broken'", "model.onnx");

            Files.writeString(broken.resolve("model.onnx"), "no protobuf at all");
            assertRefusedContaining("broken", "model 'broken'", "model.onnx");

            Files.copy(
                    models.resolve("roofs-semseg/model.onnx"),
                    broken.resolve("model.onnx"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(broken.resolve("model.json"), descriptor.replace("\"letterbox\"", "\"crop\""));
            assertRefusedContaining("broken", "geometry.resize", "letterbox", "stretch", "'crop'");

            Files.writeString(broken.resolve("model.json"), descriptor.replace("\"logits\"", "\"masks\""));
            assertRefusedContaining("broken", "masks", "logits");
        } finally {
            Files.deleteIfExists(broken.resolve("model.json"));
            Files.deleteIfExists(broken.resolve("model.onnx"));
            Files.delete(broken);
        }
    }

    @Test
    void a_coverage_without_crs() {
        assertThatThrownBy(() ->
                        plugin.preLabel("coverage", gray(DefaultEngineeringCRS.GENERIC_2D), "model", "roofs-semseg"))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("coverage 'gray' has no coordinate reference system");
    }

    @Test
    void neither_or_both_of_coverage_and_coverageName() {
        assertRefused(Plugin.inputs("model", "roofs-semseg"), "give either coverage or coverageName, got neither");
        assertRefused(
                Plugin.inputs(
                        "coverage",
                        gray(DefaultGeographicCRS.WGS84),
                        "coverageName",
                        "scene.tif",
                        "model",
                        "roofs-semseg"),
                "give either coverage or coverageName, got both");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POLYGON EMPTY | roi must not be empty",
                "POINT (391010 5819990) | roi must be a polygon or multipolygon, got Point",
                "POLYGON ((0 0, 1 0, 1 1, 0 0)) | does not meet the coverage"
            })
    void an_empty_or_disjoint_region(String wkt, String message) throws ParseException {
        Geometry roi = new WKTReader().read(wkt);

        assertThatThrownBy(() -> plugin.preLabel("coverageName", "scene.tif", "model", "roofs-semseg", "roi", roi))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"0.5", "-0.1", "NaN"})
    void an_overlap_out_of_range(double overlap) {
        assertRefused(
                Plugin.inputs("coverageName", "scene.tif", "model", "roofs-semseg", "overlap", overlap),
                "overlap must be from 0 to 0.45 of the tile, got " + overlap);
    }

    @Test
    void a_tile_size_that_the_model_refuses() {
        assertRefused(
                Plugin.inputs("coverageName", "scene.tif", "model", "roofs-semseg", "tileSize", 250),
                "tileSize must be a multiple of 8 and at least 8 for model 'roofs-semseg', got 250");
    }

    @Test
    void a_coverage_far_too_coarse_for_the_model() {
        assertRefused(
                Plugin.inputs("coverageName", "scene.tif", "model", "roofs-semseg", "resolution", 0.03),
                "working resolution of 0.0300 m would enlarge the coverage's pixels of 0.300 m more than 8 times;"
                        + " give a resolution of at least 0.0375 m");
    }

    @Test
    void classes_that_the_model_does_not_have() {
        assertRefused(
                Plugin.inputs("coverageName", "scene.tif", "model", "roofs-semseg", "classes", "red roof, pool"),
                "classes [pool] are not known to model 'roofs-semseg'; it has"
                        + " [background, red roof, blue roof, grey roof]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minConfidence | 1.5 | minConfidence must be from 0 to 1, got 1.5",
                "minArea | -1 | minArea must be 0 or more square metres, got -1.0",
                "simplify | -2 | simplify must be 0 or more metres, got -2.0",
                "smooth | -2 | smooth must be 0 or more metres, got -2.0",
                "square | NaN | square must be 0 or more metres, got NaN",
                "minHoleArea | -1 | minHoleArea must be 0 or more square metres, got -1.0",
                "minWidth | Infinity | minWidth must be 0 or more metres, got Infinity",
                "resolution | 0 | resolution must be a positive number of metres per pixel, got 0.0"
            })
    void numbers_out_of_range(String parameter, double value, String message) {
        assertThatThrownBy(
                        () -> plugin.preLabel("coverageName", "scene.tif", "model", "roofs-semseg", parameter, value))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_timestamp_that_is_none() {
        assertRefused(
                Plugin.inputs("coverageName", "scene.tif", "model", "roofs-semseg", "timestamp", "yesterday"),
                "timestamp must be an instant in UTC like 2026-01-31T12:00:00Z, got 'yesterday'");
    }

    @Test
    void a_truncated_geotiff() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("scene.tif"));
        Files.write(folder.resolve("cut.tif"), java.util.Arrays.copyOf(whole, whole.length * 2 / 3));

        assertThatThrownBy(() -> plugin.preLabel("coverageName", "cut.tif", "model", "roofs-semseg"))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("cut.tif");
    }

    @Test
    void a_raster_of_nodata_only_gives_an_empty_collection_of_the_schema() {
        Plugin.Result result = plugin.preLabel("coverage", transparent(), "model", "roofs-semseg");

        assertThat(result.list()).isEmpty();
        SimpleFeatureType schema = result.features().getSchema();
        assertThat(schema.getAttributeDescriptors())
                .extracting(descriptor -> descriptor.getLocalName())
                .startsWith(
                        PredictionSchema.GEOMETRY,
                        PredictionSchema.CONFIDENCE,
                        PredictionSchema.CLASS_NAME,
                        PredictionSchema.TILE_ID,
                        PredictionSchema.TIMESTAMP);
        assertThat(result.report().at("/tiles/skipped").asInt()).isEqualTo(1);
        assertThat(result.report().at("/notes/0").asString()).contains("nodata only");
    }

    @Test
    void scores_that_are_no_numbers_are_counted_and_dropped() throws IOException {
        Plugin.Result result;
        NotFiniteModel.write(folder.resolve("models"));
        try {
            result = plugin.preLabel("coverageName", "scene.tif", "model", NotFiniteModel.ID);
        } finally {
            NotFiniteModel.delete(folder.resolve("models"));
        }

        assertThat(result.report().at("/rejected/notFinite").asInt()).isPositive();
        assertThat(result.list())
                .allSatisfy(feature ->
                        assertThat((Double) feature.getAttribute("confidence")).isBetween(0.0, 1.0));
    }

    private static void assertRefused(Map<String, Object> inputs, String message) {
        assertThatThrownBy(() -> plugin.execute("PreLabelCoverage", inputs))
                .isInstanceOf(ProcessException.class)
                .hasMessage(message);
    }

    private static void assertRefusedContaining(String model, String... parts) {
        assertThatThrownBy(() -> plugin.preLabel("coverageName", "scene.tif", "model", model))
                .isInstanceOf(ProcessException.class)
                .hasMessageContainingAll(parts);
    }

    private static GridCoverage2D gray(org.geotools.api.referencing.crs.CoordinateReferenceSystem crs) {
        return CoverageFactoryFinder.getGridCoverageFactory(null)
                .create("gray", new float[8][8], new ReferencedEnvelope(10, 11, 50, 51, crs));
    }

    /** Red, green and blue everywhere, and an alpha of 0: no pixel is valid. */
    private static GridCoverage2D transparent() {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_4BYTE_ABGR);
        for (int i = 0; i < 64 * 64; i++) {
            image.setRGB(i % 64, i / 64, 0x00A04030);
        }
        return CoverageFactoryFinder.getGridCoverageFactory(null)
                .create(
                        "nothing",
                        image,
                        // 64 pixels of 0.3 m at 50 degrees north.
                        new ReferencedEnvelope(10, 10.000268, 50, 50.000173, DefaultGeographicCRS.WGS84));
    }
}
