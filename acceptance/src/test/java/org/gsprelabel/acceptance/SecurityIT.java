package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Execute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(SiteExtension.class)
class SecurityIT {

    private final Site site;

    SecurityIT(Site site) {
        this.site = site;
    }

    @Test
    void a_layer_without_rights_looks_like_one_that_there_is_not() {
        String unknown = Site.CLOSED_WORKSPACE + ":nothing";

        String closed = Refusals.sentence(site.execute(request(Site.CLOSED_SCENE)));

        assertThat(closed.replace(Site.CLOSED_SCENE, unknown))
                .isEqualTo(Refusals.sentence(site.execute(request(unknown))))
                .contains("coverageName '" + unknown + "' is not known");
    }

    @Test
    void who_has_the_rights_may_read_it() {
        Answer answer = site.admin().post("/wps", request(Site.CLOSED_SCENE).xml());

        Found.assertMatches(Site.truth(), answer);
    }

    @Test
    void who_has_not_logged_in_is_told_nothing_of_devices_and_caches() {
        Execute report = Site.preLabel(Site.SCENE).raw("report", "");
        Execute estimate = Execute.of("prelabel:EstimatePreLabel")
                .literal("model", Site.MODEL)
                .literal("coverageName", Site.SCENE)
                .raw("result", "");

        JsonNode anonymous = json(site.execute(report));
        JsonNode known = json(site.admin().post("/wps", report.xml()));
        assertThat(anonymous.path("features").asInt()).isPositive();
        assertThat(anonymous.has("provider")).isFalse();
        assertThat(anonymous.path("tiles").has("remembered")).isFalse();
        assertThat(known.path("provider").asString()).isNotBlank();
        assertThat(known.path("tiles").has("remembered")).isTrue();
        assertThat(json(site.execute(estimate)).has("memory")).isFalse();
        assertThat(json(site.admin().post("/wps", estimate.xml())).has("memory"))
                .isTrue();
    }

    private static JsonNode json(Answer answer) {
        return JsonMapper.shared().readTree(answer.text());
    }

    private static Execute request(String coverageName) {
        return Site.preLabel(coverageName).raw("result", Site.GML);
    }
}
