package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.Score;
import org.gsprelabel.testdata.TruthObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;

/** Segmentations in every form in which they are exported, tiled over a scene, against its true roofs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassMapsTest {

    private static final double MIN_AREA = 5;
    private static final int SIZE = 1024;
    private static final List<String> COLOURS = List.of("red roof", "blue roof", "grey roof");

    private final Scene scene = Scene.of(SceneSpec.of(29, SIZE).withoutNodata());

    @SuppressWarnings("NullAway.Init")
    private Plugin plugin;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        scene.writeGeoTiff(folder.resolve("scene.tif"));
        plugin = new Plugin(folder);
        Path plain = Files.createDirectory(folder.resolve("models/roofs-unblended"));
        Path segformer = folder.resolve("models/roofs-segformer");
        Files.copy(segformer.resolve("model.onnx"), plain.resolve("model.onnx"));
        Files.writeString(
                plain.resolve("model.json"),
                Files.readString(segformer.resolve("model.json"))
                        .replace("roofs-segformer", "roofs-unblended")
                        .replace("\"raster\": {", "\"raster\": {\"blend\": false, "));
    }

    @AfterAll
    void close() {
        plugin.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roofs-segformer", "roofs-unblended", "roofs-multilabel", "roofs-mask2former"})
    void finds_every_roof_once_and_whole_with_its_colour(String model) {
        Plugin.Result result = plugin.preLabel(
                "coverageName", "scene.tif", "model", model, "classes", String.join(",", COLOURS), "minArea", MIN_AREA);

        assertThat(result.report().at("/tiles/total").asInt()).isEqualTo(9);
        for (String colour : COLOURS) {
            Score score = Score.of(truth(List.of(colour)), found(result, colour), 0.5);
            assertThat(score.truths()).isPositive();
            assertThat(score.precision()).as("%s: %s", colour, score).isGreaterThanOrEqualTo(0.95);
            assertThat(score.recall()).as("%s: %s", colour, score).isGreaterThanOrEqualTo(0.95);
            assertThat(score.duplicates()).isZero();
            assertThat(score.leastIou()).as("%s: %s", colour, score).isGreaterThan(0.75);
        }
        assertThat(result.list())
                .allSatisfy(
                        feature -> assertThat(feature.getAttribute("tile_edge")).isEqualTo(""));
    }

    @Test
    void classes_that_share_pixels_are_objects_each() {
        Plugin.Result result =
                plugin.preLabel("coverageName", "scene.tif", "model", "roofs-multilabel", "minArea", MIN_AREA);

        Score score = Score.of(truth(COLOURS), found(result, "roof"), 0.5);

        // Neighbours of different colours that touch are one roof.
        assertThat(score.recall()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.precision()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        double roofs = area(found(result, "roof"));
        double coloured = COLOURS.stream()
                .mapToDouble(colour -> area(found(result, colour)))
                .sum();
        assertThat(coloured).isCloseTo(roofs, within(0.02 * roofs));
    }

    @Test
    void exclusive_classes_without_a_background_partition_the_raster() {
        Plugin.Result result =
                plugin.preLabel("coverageName", "scene.tif", "model", "roofs-segformer", "minConfidence", 0.0);

        double all = area(result.geometries());

        double pixel = 0.3 * 0.3;
        assertThat(all).isCloseTo(SIZE * SIZE * pixel, within(pixel / 2));
        assertThat(area(found(result, "ground"))).isGreaterThan(all / 2);
    }

    private List<Geometry> truth(List<String> classNames) {
        List<Geometry> polygons = new ArrayList<>();
        for (TruthObject object : scene.truth()) {
            if (classNames.contains(object.className())) {
                polygons.add(scene.spec().georeference().toWorld(object.pixels()));
            }
        }
        return polygons;
    }

    private static double area(List<Geometry> geometries) {
        return geometries.stream().mapToDouble(Geometry::getArea).sum();
    }

    private static List<Geometry> found(Plugin.Result result, String className) {
        return result.list().stream()
                .filter(feature -> className.equals(feature.getAttribute("class_name")))
                .map(feature -> (Geometry) feature.getDefaultGeometry())
                .toList();
    }
}
