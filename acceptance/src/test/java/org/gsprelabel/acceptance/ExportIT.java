package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Execute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SiteExtension.class)
class ExportIT {

    private final Site site;

    ExportIT(Site site) {
        this.site = site;
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/geo+json", "application/json"})
    void a_file_has_all_digits_in_the_CRS_of_the_features(String mimeType) {
        Answer answer = site.execute(export().raw("result", mimeType));

        assertThat(answer.contentType()).startsWith(mimeType);
        Found.assertMatches(Site.truth(), answer);
    }

    @Test
    void a_format_that_there_is_not_is_refused() {
        Execute request = export().literal("format", "dwg").raw("result", "application/json");

        assertThat(Refusals.sentence(site.execute(request))).contains("geojson");
    }

    private static Execute export() {
        return Execute.of("prelabel:ExportPredictions")
                .chained("features", Site.GML, Site.preLabel(Site.SCENE).raw("result", Site.GML));
    }
}
