package org.gsprelabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.gsprelabel.export.GeoJsonReader;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunCommandTest {

    private static final String INSTANT = "2026-01-02T03:04:05Z";

    /** Holds the scene and the models of the demo. */
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path demo;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path output;

    @BeforeAll
    static void makeScene() {
        assertThat(Cli.run("demo", "-o", demo, "--size", 700, "-q").exitCode()).isZero();
    }

    @BeforeEach
    void chooseOutput() {
        output = folder.resolve("out.geojson");
    }

    @Test
    void writesFeaturesReportAndPictureAndSumsUp() throws IOException {
        Path report = folder.resolve("report.json");
        Path picture = folder.resolve("picture.png");
        Cli.Result result = run("--report", report, "--preview", picture, "--preview-size", 350);
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        JsonNode json = JsonMapper.shared().readTree(Files.readString(report));
        assertThat(new GeoJsonReader().read(output).size())
                .isPositive()
                .isEqualTo(json.path("features").asInt());
        assertThat(result.out().lines())
                .contains("Wrote " + output + ", " + report + ", " + picture)
                .contains("  features    " + json.path("features").asInt())
                .anyMatch(
                        line -> line.matches("  tiles       4 of 512 px, 64 px shared: 4 run, 0 skipped \\(no data\\)"))
                .anyMatch(line -> line.matches("  merged      \\d+ candidates to \\d+ objects, .*\\(UNION\\)"))
                .anyMatch(line -> line.matches("  time        .* s; summed over threads: read .*, infer .*"))
                .anyMatch(line -> line.matches("  model       roofs-semseg@[0-9a-f]{12} on CPU"));
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(350);
    }

    @Test
    void quietSaysNothing() {
        Cli.Result result = run("-q");
        assertThat(result).isEqualTo(new Cli.Result(0, "", ""));
        assertThat(output).isNotEmptyFile();
    }

    @Test
    void sameInstantGivesTheSameBytesWithAnyThreadsAndBatches() throws IOException {
        run("-q", "--threads", 1);
        byte[] one = Files.readAllBytes(output);
        run("-q", "--threads", 4, "--batch", 4);
        assertThat(output).hasBinaryContent(one);
    }

    @Test
    void regionIsABoxATextOrAFileInItsOwnCrs() throws IOException {
        // The scene's upper left corner is 391000, 5820000 in EPSG:32633; its pixels are 0.3 m.
        run("-q", "--roi", "391010,5819900,391100,5819990");
        byte[] box = Files.readAllBytes(output);
        run("-q");
        assertThat(Files.size(output)).isGreaterThan(box.length);
        run(
                "-q",
                "--roi",
                "POLYGON ((391010 5819900, 391100 5819900, 391100 5819990, 391010 5819990, 391010 5819900))");
        assertThat(output).hasBinaryContent(box);
        Path region = Files.writeString(folder.resolve("region.geojson"), """
                {"type":"Polygon","coordinates":[[[391010,5819900],[391100,5819900],[391100,5819990],[391010,5819990],[391010,5819900]]],
                 "crs":{"type":"name","properties":{"name":"EPSG:32633"}}}
                """);
        run("-q", "--roi", region);
        assertThat(output).hasBinaryContent(box);
    }

    @Test
    void targetCrsIsThatOfTheFile() throws IOException {
        run("-q", "--target-crs", "EPSG:4326");
        assertThat(Files.readString(output)).doesNotContain("\"crs\"");
        SimpleFeatureCollection features = new GeoJsonReader().read(output);
        assertThat(features.getBounds().getMinX()).isBetween(13.39, 13.41);
        assertThat(features.getBounds().getMinY()).isBetween(52.5, 52.52);
    }

    @Test
    void areaAndClassLimitsAreKept() {
        run("-q", "--classes", "red roof", "--min-area", 60, "--max-area", 150);
        SimpleFeatureCollection features = new GeoJsonReader().read(output);
        assertThat(features.size()).isPositive();
        try (var iterator = features.features()) {
            while (iterator.hasNext()) {
                var feature = iterator.next();
                assertThat(feature.getAttribute("class_name")).isEqualTo("red roof");
                assertThat((Double) feature.getAttribute("area_m2")).isBetween(60.0, 150.0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--overlap 60%|overlap must be from 0 to 0.45 of the tile, got 0.6.",
                "--tile-size 100|tileSize must be a multiple of 8",
                "--classes nix|classes [nix] are not known to model 'roofs-semseg'",
                "--min-confidence 2|minConfidence must be from 0 to 1, got 2.0.",
                "--roi 0,0,1,1|roi 0.0,0.0,1.0,1.0 does not meet the coverage",
                "--roi 1,0,0,1|--roi minx,miny,maxx,maxy must have minx < maxx and miny < maxy, got '1,0,0,1'.",
                "--roi 1,2,3|--roi must be minx,miny,maxx,maxy, a POLYGON in well-known text, or a GeoJSON file, got '1,2,3'.",
                "--roi nowhere.geojson|--roi must be minx,miny,maxx,maxy, a POLYGON in well-known text, or a GeoJSON file, got 'nowhere.geojson', which is not there.",
                "--roi polygon.geojson|--roi must be minx,miny,maxx,maxy, a POLYGON in well-known text, or a GeoJSON file, got 'polygon.geojson', which is not there.",
                "--timestamp noon|timestamp must be an instant in UTC like 2026-01-31T12:00:00Z, got 'noon'.",
                "--preview p.png --preview-size 9|size of a preview must be from 16 to 8192 pixels, got 9."
            })
    void wrongValueIsRefusedWithExitCode2(String options, String sentence) {
        assertRefused(2, sentence, run((Object[]) options.split(" ")));
    }

    @Test
    void emptyRegionIsRefused() {
        assertRefused(
                2, "--roi must be a polygon that is not empty, got an empty Polygon", run("--roi", "POLYGON EMPTY"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POINT(1 1)|Point",
                "point z (1 1 1)|Point",
                "MULTIPOINT ((1 1), (2 2))|MultiPoint",
                "LINESTRING (1 1, 2 2)|LineString",
                "GEOMETRYCOLLECTION (POINT (1 1))|GeometryCollection"
            })
    void regionThatIsNoPolygonIsRefused(String text, String type) {
        assertRefused(2, "--roi must be a polygon, got " + type + " from '" + text + "'", run("--roi", text));
    }

    @Test
    void unknownModelListsThoseThereAre() {
        Cli.Result result = Cli.run(
                "run", demo.resolve("scene.tif"), "--model", "nope", "--models", demo.resolve("models"), "-o", output);
        assertRefused(
                3, "no model 'nope'; available: roofs-semseg, roofs-yolo-e2e, roofs-yolo-seg, roofs-yolov5.", result);
    }

    @Test
    void missingModelsFolderIsNamed() {
        Path none = folder.resolve("none");
        Cli.Result result =
                Cli.run("run", demo.resolve("scene.tif"), "--model", "roofs-semseg", "--models", none, "-o", output);
        assertRefused(3, "There is no models folder " + none, result);
    }

    @Test
    void missingImageIsNamed() {
        Path none = folder.resolve("none.tif");
        assertRefused(3, "There is no file " + none + ".", runOn(none));
    }

    @Test
    void folderInsteadOfAnImageIsRefused() {
        assertRefused(3, folder + " is not a file.", runOn(folder));
    }

    @Test
    void fileThatIsNoRasterIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.tif"), "no raster");
        assertRefused(3, text + " is not a raster that can be read, or is damaged", runOn(text));
    }

    @Test
    void truncatedImageIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(demo.resolve("scene.tif"));
        Path half = Files.write(folder.resolve("half.tif"), Arrays.copyOf(bytes, bytes.length / 2));
        Cli.Result result = runOn(half);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("half.tif").hasLineCount(1);
        assertThat(output).doesNotExist();
    }

    @Test
    void unwritableOutputIsFoundOutFirst() {
        Path nowhere = folder.resolve("nowhere/out.geojson");
        Cli.Result result = Cli.run(
                "run", demo.resolve("none.tif"), "--model", "m", "--models", demo.resolve("models"), "-o", nowhere);
        assertRefused(
                1, "Cannot write " + nowhere + ": the folder " + nowhere.getParent() + " does not exist.", result);
    }

    @Test
    void nameThatTheFolderDoesNotTakeIsFoundOutFirst() {
        Path tooLong = folder.resolve("x".repeat(300));
        Cli.Result result = Cli.run(
                "run", demo.resolve("none.tif"), "--model", "m", "--models", demo.resolve("models"), "-o", tooLong);
        assertRefused(1, "Cannot write " + tooLong + ": File name too long.", result);
    }

    @Test
    void imageIsNeverWrittenOver() throws IOException {
        Path image = Files.copy(demo.resolve("scene.tif"), folder.resolve("scene.tif"));
        byte[] before = Files.readAllBytes(image);
        Cli.Result result =
                Cli.run("run", image, "--model", "roofs-semseg", "--models", demo.resolve("models"), "-o", image);
        assertRefused(2, image + " is named twice", result);
        assertThat(image).hasBinaryContent(before);
    }

    @Test
    void aPromptSaysWhatIsFound() throws IOException {
        Path models = folder.resolve("models");
        TestModels.copyTo(models, Set.of("roofs-gdino-community"));
        Cli.Result result = Cli.run(
                "run",
                demo.resolve("scene.tif"),
                "--model",
                "roofs-gdino-community",
                "--models",
                models,
                "--prompt",
                "Blue Roof. crane.",
                "-o",
                output);

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(Files.readString(output))
                .contains("\"class_name\":\"Blue Roof\"", "\"prompt\":\"Blue Roof. crane.\"");
    }

    @Test
    void aPromptForMasksIsOneAsWell() throws IOException {
        Path models = folder.resolve("models");
        TestModels.copyTo(models, Set.of("roofs-sam3-simplified"));
        Cli.Result result = Cli.run(
                "run",
                demo.resolve("scene.tif"),
                "--model",
                "roofs-sam3-simplified",
                "--models",
                models,
                "--prompt",
                "Blue Roof. crane.",
                "-o",
                output);

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(new GeoJsonReader().read(output).size()).isPositive();
        assertThat(Files.readString(output))
                .contains("\"class_name\":\"Blue Roof\"", "\"prompt\":\"Blue Roof. crane.\"")
                .doesNotContain("\"class_name\":\"crane\"");
    }

    @Test
    void aPromptForAModelThatTakesNoneIsRefused() {
        assertRefused(2, "prompt is for models that take text", run("--prompt", "crane."));
    }

    @Test
    void cancelledRunWritesNothingAndExitsWith130() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();
        Cli.Result result = Cli.run(
                cancellation,
                "run",
                demo.resolve("scene.tif"),
                "--model",
                "roofs-semseg",
                "--models",
                demo.resolve("models"),
                "-o",
                output);
        assertThat(result.exitCode()).isEqualTo(130);
        assertThat(result.err()).hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void stackTraceIsShownOnlyWhenAskedFor() {
        assertThat(run("--overlap", "60%", "--stacktrace").err()).contains("\tat org.gsprelabel.");
    }

    @Test
    void failureLeavesAnOlderFileAsItWas() throws IOException {
        Files.writeString(output, "older");
        assertThat(run("--overlap", "60%").exitCode()).isEqualTo(2);
        assertThat(output).hasContent("older");
        assertThat(folder.toFile().list()).containsExactly("out.geojson");
    }

    private void assertRefused(int exitCode, String sentence, Cli.Result result) {
        assertThat(result.err()).startsWith("prelabel: " + sentence).hasLineCount(1);
        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(result.out()).isEmpty();
        assertThat(output).doesNotExist();
    }

    private Cli.Result run(Object... options) {
        return runOn(demo.resolve("scene.tif"), options);
    }

    private Cli.Result runOn(Path image, Object... options) {
        List<Object> all = new ArrayList<>(
                List.of("run", image, "--model", "roofs-semseg", "--models", demo.resolve("models"), "-o", output));
        all.addAll(Arrays.asList(options));
        if (!all.contains("--timestamp")) {
            all.addAll(List.of("--timestamp", INSTANT));
        }
        return Cli.run(all.toArray());
    }
}
