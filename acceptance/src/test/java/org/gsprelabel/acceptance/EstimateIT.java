package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Execute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(SiteExtension.class)
class EstimateIT {

    private final Site site;

    EstimateIT(Site site) {
        this.site = site;
    }

    @Test
    void an_estimate_counts_the_tiles_that_the_run_takes() {
        JsonNode estimate = json(estimate(Site.SCENE));
        JsonNode report = json(Site.preLabel(Site.SCENE).raw("report", ""));

        assertThat(estimate.at("/tiles/needed").asInt(-1))
                .isPositive()
                .isEqualTo(report.at("/tiles/total").asInt());
        assertThat(estimate.path("allowed").asBoolean()).isTrue();
    }

    @Test
    void an_estimate_says_which_limit_a_run_would_exceed() {
        JsonNode estimate = json(Execute.of("prelabel:EstimatePreLabel")
                .literal("model", Site.MODEL)
                .literal("coverageName", Site.SCENE)
                .literal("resolution", "0.04")
                .literal("tileSize", "32")
                .literal("overlap", "0.45")
                .raw("result", ""));

        assertThat(estimate.path("allowed").asBoolean(true)).isFalse();
        assertThat(estimate.path("refusals").toString()).contains("prelabel.maxTiles");
    }

    @Test
    void an_estimate_does_not_tell_of_layers_without_rights() {
        String sentence = Refusals.sentence(site.execute(estimate(Site.CLOSED_SCENE)));

        assertThat(sentence).contains("coverageName '" + Site.CLOSED_SCENE + "' is not known");
    }

    private static Execute estimate(String coverageName) {
        return Execute.of("prelabel:EstimatePreLabel")
                .literal("model", Site.MODEL)
                .literal("coverageName", coverageName)
                .raw("result", "");
    }

    private JsonNode json(Execute request) {
        Answer answer = site.execute(request);
        return JsonMapper.shared().readTree(answer.text());
    }
}
