package org.gsprelabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.export.GeoJsonReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCommandsTest {

    private static final String TWO = """
            {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:32633"}},"features":[
            {"type":"Feature","id":"a","properties":{"confidence":0.9,"class_name":"roof","timestamp":"2026-01-02T03:04:05Z"},"geometry":{"type":"Polygon","coordinates":[[[391000,5820000],[391010,5820000],[391010,5820010],[391000,5820010],[391000,5820000]]]}},
            {"type":"Feature","id":"b","properties":{"confidence":0.4,"class_name":"tree","timestamp":"2026-01-02T03:04:05Z"},"geometry":{"type":"Polygon","coordinates":[[[391100,5820000],[391102,5820000],[391102,5820002],[391100,5820002],[391100,5820000]]]}}
            ]}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path demo;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeAll
    static void labelAScene() {
        assertThat(Cli.run("demo", "-o", demo, "--size", 700, "-q").exitCode()).isZero();
        label("NONE", "pieces.geojson");
        label("UNION", "whole.geojson");
    }

    @Test
    void mergedPiecesAreTheSameBytesAsTheRunInOneGo() throws IOException {
        Path merged = folder.resolve("merged.geojson");
        Cli.Result result = Cli.run("merge", demo.resolve("pieces.geojson"), "-o", merged);
        assertThat(result.exitCode()).isZero();
        assertThat(merged).hasSameBinaryContentAs(demo.resolve("whole.geojson"));
        assertThat(result.out()).contains("  merged      ").contains("(UNION)");
    }

    @Test
    void severalFilesAreTakenTogether() throws IOException {
        List<String> lines = Files.readAllLines(demo.resolve("pieces.geojson"));
        int middle = lines.size() / 2;
        Path merged = folder.resolve("merged.geojson");
        Path first = Files.write(folder.resolve("1.geojson"), part(lines, 1, middle));
        Path second = Files.write(folder.resolve("2.geojson"), part(lines, middle, lines.size() - 1));
        assertThat(Cli.run("merge", second, first, "-o", merged, "-q").exitCode())
                .isZero();
        assertThat(merged).hasSameBinaryContentAs(demo.resolve("whole.geojson"));
    }

    @Test
    void filesInDifferentCrsAreNotMerged() throws IOException {
        Path one = Files.writeString(folder.resolve("one.geojson"), TWO);
        Path other = Files.writeString(folder.resolve("other.geojson"), TWO.replace("32633", "32632"));
        Cli.Result result = Cli.run("merge", one, other, "-o", folder.resolve("out.geojson"));
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo("prelabel: " + one + " is in urn:ogc:def:crs:EPSG::32633 and " + other
                        + " in urn:ogc:def:crs:EPSG::32632; files can only be merged in one CRS."
                        + System.lineSeparator());
    }

    @Test
    void attributesOfDifferentTypesAreNotMerged() throws IOException {
        Path one = Files.writeString(folder.resolve("one.geojson"), TWO);
        Path other = Files.writeString(
                folder.resolve("other.geojson"),
                TWO.replace("0.9,", "\"high\",").replace("0.4,", "\"low\","));
        Cli.Result result = Cli.run("merge", one, other, "-o", folder.resolve("out.geojson"));
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("prelabel: Attribute confidence is Double in " + one + " and String in " + other + ".");
    }

    @Test
    void filterKeepsFeaturesUnchangedAndCountsTheOthers() throws IOException {
        Path input = Files.writeString(folder.resolve("in.geojson"), TWO);
        Path output = folder.resolve("out.geojson");
        Cli.Result result = Cli.run("filter", input, "-o", output, "--min-confidence", 0.5);
        assertThat(result.exitCode()).isZero();
        assertThat(Files.readAllLines(output)).hasSize(3).element(1).isEqualTo(line(TWO, 1));
        assertThat(result.out().lines())
                .containsExactly(
                        "Wrote " + output,
                        "  read        2 features",
                        "  rejected    1 (lowConfidence 1)",
                        "  features    1");
    }

    @Test
    void filterKnowsAreasOnTheGround() throws IOException {
        Path input = Files.writeString(folder.resolve("in.geojson"), TWO);
        Path output = folder.resolve("out.geojson");
        // Squares of 10 m and 2 m; UTM is true to about a thousandth.
        Cli.run("filter", input, "-o", output, "-q", "--max-area", 5);
        assertThat(Files.readAllLines(output)).hasSize(3).element(1).asString().contains("\"id\":\"b\"");
    }

    @Test
    void filterWritesTheOthersWithTheirReasonEvenWhenTheInputIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("file.geojson"), TWO);
        Path others = folder.resolve("others.geojson");
        Cli.Result result =
                Cli.run("filter", file, "-o", file, "--class-confidence", "tree:0.3,roof:0.95", "--rejected", others);
        assertThat(result.exitCode()).isZero();
        assertThat(Files.readAllLines(file)).hasSize(3).element(1).isEqualTo(line(TWO, 2));
        assertThat(Files.readAllLines(others))
                .hasSize(3)
                .element(1)
                .isEqualTo(line(TWO, 1).replace("05Z\"}", "05Z\",\"reason\":\"lowConfidence\"}"));
        assertThat(result.out()).startsWith("Wrote " + file + ", " + others + System.lineSeparator());
    }

    @Test
    void filterCutsToTheRegionAndKeepsTheSurest() throws IOException {
        Path input = Files.writeString(folder.resolve("in.geojson"), TWO);
        Path output = folder.resolve("out.geojson");
        Cli.Result result = Cli.run(
                "filter",
                input,
                "-o",
                output,
                "--roi",
                "391005,5820000,391200,5820100",
                "--roi-mode",
                "clip",
                "--max-features",
                1,
                "--min-compactness",
                0.5);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("  rejected    1 (beyondMaxFeatures 1)")
                .contains("  note        1 feature was cut to the roi");
        assertThat(new GeoJsonReader().read(output).getBounds().getMinX()).isEqualTo(391005);
        // What is left of a is 5 by 10 metres: 4 pi 50 / 30^2 = 0.698.
        assertThat(Cli.run(
                                "filter",
                                input,
                                "-o",
                                output,
                                "--roi",
                                "391005,5820000,391200,5820100",
                                "--roi-mode",
                                "clip",
                                "--min-compactness",
                                0.7)
                        .out())
                .contains("  rejected    1 (notCompact 1)");
        assertThat(Cli.run(
                                "filter",
                                input,
                                "-o",
                                output,
                                "--roi",
                                "391005,5820000,391200,5820100",
                                "--roi-mode",
                                "within")
                        .out())
                .contains("  rejected    1 (partlyOutsideRoi 1)");
    }

    @Test
    void aReportTakesThePlaceOfNoInput() throws IOException {
        Path input = Files.writeString(folder.resolve("in.geojson"), TWO);
        Path output = folder.resolve("out.geojson");
        for (String command : List.of("filter", "merge")) {
            Cli.Result result = Cli.run(command, input, "-o", output, "--report", input);
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err())
                    .startsWith("prelabel: " + input + " is named twice; every file to read or write must be another.");
        }
        assertThat(output).doesNotExist();
        assertThat(input).hasContent(TWO);
    }

    @Test
    void polygonsOfARegionThatCrossThemselvesAreMendedBeforeTheyAreTakenTogether() throws IOException {
        Path input = Files.writeString(folder.resolve("in.geojson"), TWO);
        Path output = folder.resolve("out.geojson");
        // two bow-ties that overlap, of which only the left half of the first reaches a
        Path region = Files.writeString(folder.resolve("region.geojson"), """
                {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:32633"}},"features":[
                {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[390990,5820000],[391050,5820040],[391050,5820000],[390990,5820040],[390990,5820000]]]}},
                {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[391030,5820010],[391090,5820050],[391090,5820010],[391030,5820050],[391030,5820010]]]}}
                ]}
                """);

        Cli.Result result = Cli.run("filter", input, "-o", output, "--roi", region);

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(Files.readAllLines(output)).hasSize(3).element(1).isEqualTo(line(TWO, 1));
    }

    @Test
    void rejectedFeaturesNeedAFileOfTheirOwn() throws IOException {
        Path input = Files.writeString(folder.resolve("in.geojson"), TWO);
        Path output = folder.resolve("out.geojson");
        for (Path taken : List.of(input, output)) {
            Cli.Result result = Cli.run("filter", input, "-o", output, "--rejected", taken);
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err())
                    .startsWith("prelabel: " + taken + " is named twice; every file to read or write must be another.");
        }
        assertThat(output).doesNotExist();
    }

    @Test
    void filterBringsTheRegionToTheCrsOfTheFeatures() throws IOException {
        Path input = Files.writeString(folder.resolve("in.geojson"), TWO);
        Path output = folder.resolve("out.geojson");
        // 391000, 5820000 in UTM zone 33 is 13.39352 E, 52.51920 N; b lies 100 m further east, 0.0015 degrees.
        Path region = Files.writeString(
                folder.resolve("region.geojson"),
                "{\"type\":\"Polygon\",\"coordinates\":[[[13.3930,52.5185],[13.3940,52.5185],[13.3940,52.5200],[13.3930,52.5200],[13.3930,52.5185]]]}");
        assertThat(Cli.run("filter", input, "-o", output, "-q", "--roi", region).exitCode())
                .isZero();
        assertThat(Files.readAllLines(output)).hasSize(3).element(1).isEqualTo(line(TWO, 1));
    }

    @Test
    void noFeaturesAreFilteredAndMergedToNone() throws IOException {
        Path empty =
                Files.writeString(folder.resolve("in.geojson"), "{\"type\":\"FeatureCollection\",\"features\":[]}");
        for (String command : List.of("filter", "merge")) {
            Path output = folder.resolve(command + ".geojson");
            assertThat(Cli.run(command, empty, "-o", output, "-q").exitCode()).isZero();
            assertThat(output).hasContent("{\"type\":\"FeatureCollection\",\"features\":[]}\n");
        }
    }

    @Test
    void featuresOfWhichNoneCanBeUsedLeaveTheOutputAsItWas() throws IOException {
        Path file = folder.resolve("file.geojson");
        String unusable = TWO.replace("0.9,", "null,")
                .replaceAll("\"Polygon\",\"coordinates\":\\[\\[\\[391100.*]]]", "\"Point\",\"coordinates\":[1,1]");
        Files.writeString(file, unusable);
        for (List<Object> command : List.<List<Object>>of(
                List.of("filter", file, "-o", file, "-q", "--min-confidence", 0.5),
                List.of("merge", file, "-o", file, "-q"))) {
            Cli.Result result = Cli.run(command.toArray());
            assertThat(result.err())
                    .isEqualTo(
                            "prelabel: None of the features can be used, of 2: 1 without confidence or class_name, or with"
                                    + " values that cannot be used; 1 without a valid polygon."
                                    + System.lineSeparator());
            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(Files.readString(file)).isEqualTo(unusable);
        }
        assertThat(folder.toFile().list()).containsExactly("file.geojson");
    }

    @Test
    void criteriaThatNoFeatureSatisfiesGiveAnEmptyFile() throws IOException {
        Path input = Files.writeString(folder.resolve("in.geojson"), TWO.replace("0.9,", "null,"));
        Path output = folder.resolve("out.geojson");
        assertThat(Cli.run("filter", input, "-o", output, "-q", "--min-confidence", 0.95)
                        .exitCode())
                .isZero();
        assertThat(new GeoJsonReader().read(output).size()).isZero();
    }

    @Test
    void inputMayBeReplacedByTheOutput() throws IOException {
        Path file = Files.writeString(folder.resolve("file.geojson"), TWO);
        assertThat(Cli.run("filter", file, "-o", file, "-q", "--classes", "tree")
                        .exitCode())
                .isZero();
        assertThat(new GeoJsonReader().read(file).size()).isEqualTo(1);
    }

    @Test
    void missingAndMalformedInputsAreNamed() throws IOException {
        Path output = folder.resolve("out.geojson");
        Path none = folder.resolve("none.geojson");
        Cli.Result missing = Cli.run("filter", none, "-o", output);
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.err()).startsWith("prelabel: Cannot read " + none + ": there is no such file.");
        Path broken = Files.writeString(folder.resolve("broken.geojson"), TWO.substring(0, 300));
        Cli.Result malformed = Cli.run("merge", broken, "-o", output);
        assertThat(malformed.exitCode()).isEqualTo(3);
        assertThat(malformed.err()).startsWith("prelabel: Cannot read " + broken + ": line 2, column ");
        assertThat(output).doesNotExist();
    }

    private static void label(String merge, String output) {
        assertThat(Cli.run(
                                "run",
                                demo.resolve("scene.tif"),
                                "--model",
                                "roofs-semseg",
                                "--models",
                                demo.resolve("models"),
                                "-o",
                                demo.resolve(output),
                                "--merge",
                                merge,
                                "--timestamp",
                                "2026-01-02T03:04:05Z",
                                "-q")
                        .exitCode())
                .isZero();
    }

    /** The features of some lines as a file of their own. */
    private static List<String> part(List<String> lines, int from, int to) {
        List<String> part = new ArrayList<>();
        part.add(lines.get(0));
        part.addAll(lines.subList(from, to));
        int last = part.size() - 1;
        part.set(last, part.get(last).replaceFirst(",$", ""));
        part.add("]}");
        return part;
    }

    private static String line(String text, int index) {
        return text.lines().toList().get(index).replaceFirst(",$", "");
    }
}
