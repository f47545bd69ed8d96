package org.gsprelabel.acceptance;

import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Execute;
import org.gsprelabel.acceptance.wire.TiffLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a coverage comes, and however its file is laid out, the same roofs are found. */
@ExtendWith(SiteExtension.class)
class CoverageFormsIT {

    private static final String GET_COVERAGE = "<wcs:GetCoverage service=\"WCS\" version=\"2.0.1\""
            + " xmlns:wcs=\"http://www.opengis.net/wcs/2.0\"><wcs:CoverageId>%s</wcs:CoverageId>"
            + "<wcs:format>image/tiff</wcs:format></wcs:GetCoverage>";

    private final Site site;

    CoverageFormsIT(Site site) {
        this.site = site;
    }

    @ParameterizedTest
    @CsvSource({
        "one_row_strips, 0, 1",
        "strips, 0, 37",
        "tiles_256, 256, 256",
        "tiles_512, 512, 512",
        "one_tile, 768, 768"
    })
    void a_published_file_of_any_layout(String layer, int blockWidth, int blockHeight) {
        site.publish(layer, new TiffLayout(blockWidth, blockHeight));

        Found.assertMatches(Site.truth(), found(Site.preLabel(Site.WORKSPACE + ":" + layer)));
    }

    @Test
    void a_picture_with_a_world_file() {
        site.publishPicture("picture");

        Found.assertMatches(Site.truth(), found(Site.preLabel(Site.WORKSPACE + ":picture")));
    }

    @Test
    void a_mosaic_with_a_gap() {
        Found.assertMatches(Site.truthOfTheMosaic(), found(Site.preLabel(Site.MOSAIC)));
    }

    @Test
    void what_WCS_answers_to_a_request_within_the_request() {
        Found.assertMatches(
                Site.truth(),
                found(Site.preLabel()
                        .reference(
                                "coverage",
                                "image/tiff",
                                "wcs",
                                GET_COVERAGE.formatted(Site.SCENE.replace(":", "__")))));
    }

    @ParameterizedTest
    @CsvSource({"0, 64", "256, 256"})
    void a_file_within_the_request(int blockWidth, int blockHeight) {
        byte[] tiff = Site.tiff(new TiffLayout(blockWidth, blockHeight));

        Found.assertMatches(Site.truth(), found(Site.preLabel().bytes("coverage", "image/tiff", tiff)));
    }

    private Answer found(Execute request) {
        return site.execute(request.raw("result", Site.GML));
    }
}
