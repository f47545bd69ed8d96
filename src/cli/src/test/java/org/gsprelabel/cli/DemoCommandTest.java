package org.gsprelabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {

    private static final Pattern SCORE = Pattern.compile(
            "Against the truth at IoU 0\\.5: precision ([\\d.]+), recall ([\\d.]+), (\\d+) roofs, 0 found twice");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"roofs-semseg", "roofs-yolo-seg"})
    void findsTheRoofsAndSaysHowMany(String model) {
        Cli.Result result = Cli.run("demo", "-o", folder.resolve("new"), "--size", 1024, "--seed", 3, "--model", model);
        assertThat(result.exitCode()).isZero();
        assertThat(folder.resolve("new").toFile().list())
                .containsExactlyInAnyOrder(
                        "models", "scene.tif", "truth.geojson", "prelabels.geojson", "preview.png", "report.json");
        Matcher score = SCORE.matcher(result.out());
        assertThat(score.find()).as(result.out()).isTrue();
        assertThat(Double.parseDouble(score.group(1))).isGreaterThanOrEqualTo(0.95);
        assertThat(Double.parseDouble(score.group(2))).isGreaterThanOrEqualTo(0.95);
        assertThat(Integer.parseInt(score.group(3))).isGreaterThan(20);
    }

    @Test
    void sceneThatIsTooSmallIsRefused() {
        Cli.Result result = Cli.run("demo", "-o", folder.resolve("new"), "--size", 5);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("prelabel: width and height must be 64 to 100000 pixels");
        assertThat(folder).isEmptyDirectory();
    }
}
