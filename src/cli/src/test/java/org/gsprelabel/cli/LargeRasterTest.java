package org.gsprelabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.gsprelabel.export.GeoJsonReader;
import org.gsprelabel.testdata.Georeference;
import org.gsprelabel.testdata.RepeatedScene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.Score;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** A raster that is larger than the memory, in a Java machine of its own. */
class LargeRasterTest {

    private static final int BLOCKS = 8;

    @Test
    void sixteen_thousand_pixels_squared_run_in_half_a_gigabyte(@TempDir Path folder) throws Exception {
        TestModels.copyTo(folder.resolve("models"));
        RepeatedScene scene = new RepeatedScene(SceneSpec.of(7, 2048), BLOCKS);
        assertThat(scene.width()).isEqualTo(16_384);
        Path image = folder.resolve("large.tif");
        scene.writeGeoTiff(image);
        Path result = folder.resolve("large.geojson");

        int exitCode = runInMegabytes(
                512,
                folder.resolve("log.txt"),
                "run",
                image.toString(),
                "--model",
                "roofs-semseg",
                "--models",
                folder.resolve("models").toString(),
                "--tile-size",
                "1024",
                "--min-area",
                "5",
                "-o",
                result.toString());

        assertThat(exitCode).as(Files.readString(folder.resolve("log.txt"))).isZero();
        List<Geometry> truth = new ArrayList<>();
        for (Polygon polygon : scene.innerTruth(2)) {
            truth.add(Georeference.utm().toWorld(polygon));
        }
        Score score = Score.of(truth, geometries(result), 0.5);
        assertThat(score.recall()).as("%s", score).isGreaterThanOrEqualTo(0.95);
        assertThat(score.duplicates()).isZero();
    }

    private static int runInMegabytes(int megabytes, Path log, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                PreLabel.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(new File("."))
                .start();
        return process.waitFor();
    }

    private static List<Geometry> geometries(Path file) throws IOException {
        List<Geometry> geometries = new ArrayList<>();
        try (SimpleFeatureIterator features = new GeoJsonReader().read(file).features()) {
            while (features.hasNext()) {
                geometries.add((Geometry) features.next().getDefaultGeometry());
            }
        }
        return geometries;
    }
}
