package org.gsprelabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.gsprelabel.export.GeoJsonReader;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.Score;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** Prompts and segmenters from the command line to the file. */
class PromptedRunTest {

    private static final SceneSpec SPEC = SceneSpec.of(5, 500);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Scene scene;

    @BeforeAll
    static void makeScene() throws IOException {
        scene = Scene.of(SPEC);
        scene.writeGeoTiff(folder.resolve("scene.tif"));
        TestModels.copyTo(folder.resolve("models"), Set.of("roofs-sam1", "roofs-yolov5"));
    }

    @Test
    void aPointOfAFileGivesItsRoof() throws IOException {
        Polygon roof = roofs(0);
        Point inside = roof.getInteriorPoint();
        Path prompts = Files.writeString(folder.resolve("clicks.geojson"), """
                {"type": "FeatureCollection",
                 "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32633"}},
                 "features": [{"type": "Feature", "properties": {"id": 7, "class_name": "house", "label": "mine"},
                   "geometry": {"type": "Point", "coordinates": [%s, %s]}}]}
                """.formatted(inside.getX(), inside.getY()));
        Path output = folder.resolve("prompted.geojson");

        Cli.Result result = run("roofs-sam1", output, "--prompts", prompts);

        assertThat(result.err()).isEmpty();
        SimpleFeature found = only(new GeoJsonReader().read(output));
        assertThat(found.getAttribute("prompt_id")).isEqualTo("7");
        assertThat(found.getAttribute("class_name")).isEqualTo("house");
        assertThat(found.getAttribute("label")).isEqualTo("mine");
        assertThat(Score.iou(roof, (Geometry) found.getDefaultGeometry())).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void aSegmenterGivesMasksWithBothScores() throws IOException {
        Path output = folder.resolve("grounded.geojson");

        Cli.Result result = run("roofs-yolov5", output, "--segmenter", "roofs-sam1");

        assertThat(result.err()).isEmpty();
        int features = 0;
        try (SimpleFeatureIterator iterator = new GeoJsonReader().read(output).features()) {
            for (; iterator.hasNext(); features++) {
                SimpleFeature feature = iterator.next();
                assertThat((Double) feature.getAttribute("mask_iou")).isBetween(0.0, 1.0);
                assertThat((Double) feature.getAttribute("confidence")).isBetween(0.0, 1.0);
                assertThat(((Geometry) feature.getDefaultGeometry()).getNumPoints())
                        .isGreaterThan(5);
            }
        }
        assertThat(features).isGreaterThan(5);
    }

    @Test
    void aMissingOrBrokenFileOfPromptsIsRefused() throws IOException {
        Path output = folder.resolve("none.geojson");
        Path broken = Files.writeString(folder.resolve("broken.geojson"), "{");

        for (Path prompts : new Path[] {folder.resolve("missing.geojson"), broken}) {
            Cli.Result result = run("roofs-sam1", output, "--prompts", prompts);

            assertThat(result.exitCode()).isEqualTo(ExitCode.UNUSABLE_INPUT);
            assertThat(result.err())
                    .hasLineCount(1)
                    .contains(prompts.getFileName().toString());
            assertThat(output).doesNotExist();
        }
    }

    @Test
    void theFileOfPromptsIsNeverWrittenOver() throws IOException {
        Path prompts = Files.writeString(folder.resolve("kept.geojson"), "{}");

        Cli.Result result = run("roofs-sam1", prompts, "--prompts", prompts);

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(prompts).hasContent("{}");
    }

    @Test
    void aWrongParameterOfTheMaskGeneratorIsNamed() {
        Cli.Result result =
                run("roofs-sam1", folder.resolve("none.geojson"), "--mask-generator", "points_per_slide=16");

        assertThat(result.err()).hasLineCount(1).contains("points_per_slide", "points_per_side");
    }

    @Test
    void whatAModelCannotSuppressIsNamed() {
        Cli.Result mask = run("roofs-yolov5", folder.resolve("none.geojson"), "--nms", "measure=mask");
        Cli.Result everything = run("roofs-sam1", folder.resolve("none.geojson"), "--nms", "iou=0.5");

        assertThat(mask.err()).hasLineCount(1).contains("measure must be box for the family yolo", "'mask'");
        assertThat(everything.err())
                .hasLineCount(1)
                .contains("model 'roofs-sam1' of the family sam1 has thresholds of its own in maskGenerator");
    }

    private static Cli.Result run(String model, Path output, Object option, Object value) {
        return Cli.run(
                "run",
                folder.resolve("scene.tif"),
                "--model",
                model,
                "--models",
                folder.resolve("models"),
                "-o",
                output,
                "-q",
                option,
                value);
    }

    private static Polygon roofs(int index) {
        return SPEC.georeference().toWorld(scene.truth().get(index).pixels());
    }

    private static SimpleFeature only(SimpleFeatureCollection features) {
        assertThat(features.size()).isEqualTo(1);
        try (SimpleFeatureIterator iterator = features.features()) {
            return iterator.next();
        }
    }
}
