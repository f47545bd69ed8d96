package org.gsprelabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gsprelabel.testdata.Scene;
import org.gsprelabel.testdata.SceneSpec;
import org.gsprelabel.testdata.TestModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Estimates for a scene of 700 x 700 pixels of 0.3 m, the upper left corner at 391000, 5820000 in EPSG:32633. */
class EstimateCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void makeScene() throws IOException {
        Scene.of(SceneSpec.of(5, 700).withoutNodata()).writeGeoTiff(folder.resolve("scene.tif"));
        TestModels.copyTo(folder.resolve("models"));
    }

    /** Windows of 256 that share 32 begin at 0, 224 and 448; the region lies in the first of them. */
    @Test
    void theOptionsOfRunDecideOnTheWork() throws IOException {
        JsonNode all = estimate("--tile-size", 256, "--overlap", "12.5%");
        JsonNode part = estimate(
                "--tile-size", 256, "--overlap", "12.5%", "--roi", "391000,5819990,391010,5820000", "--threads", 1);

        assertThat(all.at("/tiles/total").asInt()).isEqualTo(9);
        assertThat(all.at("/tiles/needed").asInt()).isEqualTo(9);
        // two windows of 256 and one of 252 pixels along each side
        assertThat(all.at("/pixels").asInt()).isEqualTo(764 * 764);
        // with the neighbours whose scores are blended into it
        assertThat(part.at("/tiles/needed").asInt()).isEqualTo(4);
        assertThat(all.path("allowed").asBoolean()).isTrue();
        assertThat(part.at("/memory/inputs").asInt()).isEqualTo(3 * 256 * 256 * 4);
    }

    /** The region lies four pixels before the window of the next tile, and squaring may move outlines by more. */
    @Test
    void whatIsDoneToOutlinesDecidesOnTheWorkToo() {
        Object[] region = {
            "--tile-size", 256, "--overlap", "12.5%", "--roi", "391064.5,5819934,391066,5819935.5", "--min-area", 5
        };

        assertThat(estimate(region).at("/tiles/needed").asInt()).isEqualTo(4);
        Object[] squared = Arrays.copyOf(region, region.length + 2);
        squared[region.length] = "--square";
        squared[region.length + 1] = 2;
        assertThat(estimate(squared).at("/tiles/needed").asInt()).isEqualTo(9);
    }

    /** With a model that cannot be loaded nothing can be run. */
    @Test
    void nothingIsRun() throws IOException {
        Files.write(folder.resolve("models/roofs-semseg/model.onnx"), new byte[] {1, 2, 3});

        assertThat(estimate().at("/tiles/needed").asInt()).isPositive();
    }

    @Test
    void whatRunWouldRefuseIsRefusedInTheSameWay() {
        Cli.Result unknown = estimated("nobody");
        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(unknown.err()).startsWith("prelabel: no model 'nobody'");

        Cli.Result wrong = estimated("roofs-semseg", "--tile-size", 100);
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).startsWith("prelabel: tileSize must be a multiple of 8");
        assertThat(wrong.out()).isEmpty();

        Cli.Result none = Cli.run("estimate", folder.resolve("none.tif"), "--model", "roofs-semseg");
        assertThat(none.exitCode()).isEqualTo(3);
        assertThat(none.err()).startsWith("prelabel: There is no file ");
    }

    private JsonNode estimate(Object... options) {
        Cli.Result result = estimated("roofs-semseg", options);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return JsonMapper.shared().readTree(result.out());
    }

    private Cli.Result estimated(String model, Object... options) {
        Object[] arguments = new Object[6 + options.length];
        Object[] first = {
            "estimate", folder.resolve("scene.tif"), "--model", model, "--models", folder.resolve("models")
        };
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(options, 0, arguments, first.length, options.length);
        return Cli.run(arguments);
    }
}
