package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.Matcher;
import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Execute;
import org.gsprelabel.acceptance.wire.TiffLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a request, the client reads one sentence, and nothing of the inside of the server. */
@ExtendWith(SiteExtension.class)
class BadInputIT {

    private final Site site;

    BadInputIT(Site site) {
        this.site = site;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tileSize | 250 | tileSize must be a multiple of 8 and at least 8 for model 'roofs-semseg', got 250",
                "overlap | 0.5 | overlap must be from 0 to 0.45 of the tile, got 0.5",
                "overlap | NaN | overlap must be from 0 to 0.45 of the tile, got NaN",
                "minConfidence | 1.5 | minConfidence must be from 0 to 1, got 1.5",
                "minArea | -1 | minArea must be 0 or more square metres, got -1.0",
                "resolution | 0 | resolution must be a positive number of metres per pixel, got 0.0",
                "resolution | 0.03 | give a resolution of at least 0.0375 m",
                "classes | pool | classes [pool] are not known to model 'roofs-semseg'",
                "timestamp | yesterday | timestamp must be an instant in UTC like 2026-01-31T12:00:00Z, got 'yesterday'",
                "nms | iou=0.5 | nms",
                "maskCleaning | polish=1 | polish",
                "overlap | wide | overlap must be a number",
                "tileSize | large | tileSize must be a whole number",
                "classAware | perhaps | classAware must be true or false",
                "merge | ALL | merge must be one of",
                "targetCRS | EPSG:99999 | targetCRS"
            })
    void an_input_that_cannot_be(String input, String value, String sentence) {
        // given twice it would be another fault
        Execute request = input.equals("timestamp")
                ? Execute.of("prelabel:PreLabelCoverage")
                        .literal("model", Site.MODEL)
                        .literal("coverageName", Site.SCENE)
                : Site.preLabel(Site.SCENE);

        assertRefused(request.literal(input, value), sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maxTiles | abc | maxTiles must be a whole number",
                "maxSeconds | soon | maxSeconds must be a number"
            })
    void an_input_of_live_labels_that_cannot_be(String input, String value, String sentence) {
        assertRefused(
                Execute.of("prelabel:LiveLabels")
                        .literal("model", Site.MODEL)
                        .literal("coverageName", Site.SCENE)
                        .literal(input, value)
                        .raw("result", Site.GML),
                sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POLYGON EMPTY | roi must not be empty",
                "POINT (391010 5819990) | roi must be a polygon or multipolygon, got Point",
                "POLYGON ((0 0, 1 0, 1 1, 0 0)) | does not meet the coverage"
            })
    void a_region_that_cannot_be(String wkt, String sentence) {
        assertRefused(Site.preLabel(Site.SCENE).text("roi", "application/wkt", wkt), sentence);
    }

    @Test
    void a_region_that_is_no_geometry() {
        assertRefused(Site.preLabel(Site.SCENE).text("roi", "application/wkt", "CIRCLE (1 2)"), "roi");
    }

    @ParameterizedTest
    @CsvSource({"trees", "../../etc/passwd", "/etc/passwd", "roofs-semseg/../roofs-semseg", "file:///etc/passwd"})
    void a_model_that_there_is_not(String model) {
        Execute request = Execute.of("prelabel:PreLabelCoverage")
                .literal("coverageName", Site.SCENE)
                .literal("model", model)
                .raw("result", "application/json");

        assertThat(Refusals.sentence(site.execute(request))).contains("no model '" + model + "'; available: ");
    }

    @Test
    void neither_or_both_of_coverage_and_coverageName() {
        assertRefused(Site.preLabel(), "give either coverage or coverageName, got neither");
        assertRefused(
                Site.preLabel(Site.SCENE).bytes("coverage", "image/tiff", Site.tiff(TiffLayout.tiles(256))),
                "give either coverage or coverageName, got both");
    }

    @Test
    void a_truncated_GeoTIFF() {
        byte[] whole = Site.tiff(TiffLayout.strips(8));

        assertRefused(
                Site.preLabel().bytes("coverage", "image/tiff", Arrays.copyOf(whole, whole.length * 2 / 3)),
                "coverage");
    }

    @Test
    void a_coverage_that_is_none() {
        assertRefused(Site.preLabel().bytes("coverage", "image/tiff", new byte[] {1, 2, 3}), "GeoTIFF");
    }

    @Test
    void more_tiles_than_the_server_allows() {
        Execute request = Site.preLabel(Site.SCENE)
                .literal("resolution", "0.04")
                .literal("tileSize", "32")
                .literal("overlap", "0.45");

        assertRefused(request, "prelabel.maxTiles");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MergeTiles | merge | ALL | merge must be one of",
                "MergeTiles | minAgreement | 2 | minAgreement must be",
                "FilterPredictions | minConfidence | 1.5 | minConfidence must be from 0 to 1, got 1.5",
                "FilterPredictions | maxArea | big | maxArea must be a number",
                "FilterPredictions | roi | POINT (1 2) | roi must be a polygon or multipolygon, got Point",
                "ExportPredictions | format | dwg | geojson"
            })
    void an_input_of_a_step_that_cannot_be(String process, String input, String value, String sentence) {
        Execute step = Execute.of("prelabel:" + process)
                .chained("features", Site.GML, Site.preLabel(Site.SCENE).raw("result", Site.GML));

        assertRefused(
                input.equals("roi") ? step.text(input, "application/wkt", value) : step.literal(input, value),
                sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EstimatePreLabel | model | trees | no model 'trees'; available: ",
                "EstimatePreLabel | overlap | 0.5 | overlap must be from 0 to 0.45 of the tile, got 0.5",
                "LiveLabels | model | trees | no model 'trees'; available: ",
                "LiveLabels | overlap | 0.5 | overlap must be from 0 to 0.45 of the tile, got 0.5",
                "ListModels | check | perhaps | check must be true or false"
            })
    void an_input_of_a_helper_that_cannot_be(String process, String input, String value, String sentence) {
        Execute request = Execute.of("prelabel:" + process);
        if (!process.equals("ListModels")) {
            request = request.literal("coverageName", Site.SCENE);
            request = input.equals("model") ? request : request.literal("model", Site.MODEL);
        }
        if (process.equals("LiveLabels")) {
            request = request.box("outputBBOX", "EPSG:32633", Site.bbox(0, 0, 64));
        }

        assertThat(Refusals.sentence(site.execute(request.literal(input, value).raw("result", ""))))
                .contains(sentence);
    }

    @Test
    void an_entity_that_is_a_file() {
        String request =
                Site.preLabel("&secret;").raw("result", "application/json").xml();

        Answer answer =
                site.anonymous().post("/wps", declaring("<!ENTITY secret SYSTEM \"file:///etc/hostname\">", request));

        assertThat(Refusals.sentence(answer)).contains("Entity resolution disallowed");
    }

    @Test
    void entities_that_grow() {
        StringBuilder entities = new StringBuilder("<!ENTITY e0 \"roofs\">");
        for (int i = 1; i <= 9; i++) {
            entities.append("<!ENTITY e").append(i).append(" \"");
            for (int k = 0; k < 10; k++) {
                entities.append("&e").append(i - 1).append(';');
            }
            entities.append("\">");
        }
        String request = Site.preLabel("&e9;").raw("result", "application/json").xml();

        Answer answer = site.anonymous().post("/wps", declaring(entities.toString(), request));

        assertThat(answer.text()).contains("ExceptionReport").hasSizeLessThan(10_000);
    }

    private static String declaring(String entities, String request) {
        return request.replace("&amp;", "&")
                .replaceFirst("[?]>", Matcher.quoteReplacement("?><!DOCTYPE wps:Execute [" + entities + "]>"));
    }

    @Test
    void no_model_at_all() {
        assertRefused(Execute.of("prelabel:PreLabelCoverage").literal("coverageName", Site.SCENE), "model");
    }

    private void assertRefused(Execute request, String sentence) {
        assertThat(Refusals.sentence(site.execute(request.raw("result", "application/json"))))
                .contains(sentence);
    }
}
