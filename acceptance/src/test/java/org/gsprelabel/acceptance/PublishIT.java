package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Execute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(SiteExtension.class)
class PublishIT {

    private final Site site;

    PublishIT(Site site) {
        this.site = site;
    }

    @Test
    void a_chain_into_gs_Import_makes_a_layer_with_what_was_found() {
        Execute chain = imported("chained");

        Answer made = site.admin().post("/wps", chain.xml());

        assertThat(made.text()).isEqualTo(Site.WORKSPACE + ":chained");
        Found.assertMatches(Site.truth(), features("chained"));
    }

    @Test
    void nobody_without_rights_makes_a_layer() {
        Answer answer = site.execute(imported("stolen"));

        Refusals.sentence(answer);
        assertThat(features("stolen").text()).doesNotContain("FeatureCollection");
    }

    @Test
    void a_chain_of_single_steps_gives_what_one_request_gives() {
        Execute pieces = Site.preLabel(Site.SCENE).literal("merge", "NONE").raw("result", Site.GML);
        Execute merged = Execute.of("prelabel:MergeTiles")
                .chained("features", Site.GML, pieces)
                .raw("result", Site.GML);
        Execute filtered = Execute.of("prelabel:FilterPredictions")
                .chained("features", Site.GML, merged)
                .literal("minArea", "20")
                .raw("result", "application/json");

        Answer chain = site.execute(filtered);
        Answer one =
                site.execute(Site.preLabel(Site.SCENE).literal("minArea", "20").raw("result", "application/json"));

        assertThat(chain.json().path("features").findValuesAsString("id"))
                .isEqualTo(one.json().path("features").findValuesAsString("id"))
                .hasSizeGreaterThan(10);
    }

    @Test
    void publishTo_makes_a_layer_adds_to_it_and_replaces_what_is_in_it() {
        assertPublished(publish("CREATE"));
        Answer created = features("published");
        Found.assertMatches(Site.truth(), created);
        int once = created.json().path("features").size();

        assertPublished(publish("APPEND"));
        assertThat(features("published").json().path("features").size()).isEqualTo(2 * once);

        assertPublished(publish("REPLACE"));
        Found.assertMatches(Site.truth(), features("published"));
    }

    @Test
    void publishTo_is_refused_to_who_has_no_rights_before_anything_runs() {
        Execute request = Site.preLabel(Site.SCENE)
                .literal("publishTo", Site.WORKSPACE + ":" + Site.STORE + ":taken")
                .raw("report", "");

        assertThat(Refusals.sentence(site.execute(request))).contains("publishTo");
        assertThat(features("taken").text()).doesNotContain("FeatureCollection");
    }

    private static Execute publish(String mode) {
        return Site.preLabel(Site.SCENE)
                .literal("publishTo", Site.WORKSPACE + ":" + Site.STORE + ":published")
                .literal("publishMode", mode)
                .raw("report", "");
    }

    private void assertPublished(Execute request) {
        Answer answer = site.admin().post("/wps", request.xml());
        JsonNode published = JsonMapper.shared().readTree(answer.text()).path("published");
        assertThat(published.path("layer").asString("")).as(answer.toString()).isEqualTo(Site.WORKSPACE + ":published");
    }

    private static Execute imported(String layer) {
        return Execute.of("gs:Import")
                .chained("features", Site.GML, Site.preLabel(Site.SCENE).raw("result", Site.GML))
                .literal("workspace", Site.WORKSPACE)
                .literal("store", Site.STORE)
                .literal("name", layer)
                .raw("layerName", "");
    }

    private Answer features(String layer) {
        return site.anonymous()
                .get(
                        "/wfs",
                        Map.of(
                                "service",
                                "WFS",
                                "version",
                                "2.0.0",
                                "request",
                                "GetFeature",
                                "typeNames",
                                Site.WORKSPACE + ":" + layer,
                                "outputFormat",
                                "application/json"));
    }
}
