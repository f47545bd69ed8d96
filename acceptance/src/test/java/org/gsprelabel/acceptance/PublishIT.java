package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Execute;
import org.gsprelabel.acceptance.wire.OwsClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(SiteExtension.class)
class PublishIT {

    private static final String EDITOR = "prelabel_acceptance_editor";
    private static final String EDITORS = "ROLE_PRELABEL_ACCEPTANCE";

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
        assertPublished(site.admin(), publish("published", "CREATE"), "published");
        Answer created = features("published");
        Found.assertMatches(Site.truth(), created);
        int once = created.json().path("features").size();

        assertPublished(site.admin(), publish("published", "APPEND"), "published");
        assertThat(features("published").json().path("features").size()).isEqualTo(2 * once);

        assertPublished(site.admin(), publish("published", "REPLACE"), "published");
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

    @Test
    void who_may_write_to_a_layer_adds_to_it_and_nobody_else() {
        assertPublished(site.admin(), publish("shared", "CREATE"), "shared");
        int once = features("shared").json().path("features").size();
        site.rest().createUser(EDITOR, EDITOR);
        site.rest().giveRole(EDITORS, EDITOR);
        site.rest().restrictWriting(Site.WORKSPACE, EDITORS);
        try {
            assertThat(Refusals.sentence(site.execute(publish("shared", "APPEND"))))
                    .contains("layer '" + Site.WORKSPACE + ":shared' cannot be written to with your rights");
            assertThat(features("shared").json().path("features").size()).isEqualTo(once);

            OwsClient editor = site.anonymous().as(EDITOR, EDITOR);
            assertThat(Refusals.sentence(
                            editor.post("/wps", publish("another", "CREATE").xml())))
                    .contains("publishTo");
            assertPublished(editor, publish("shared", "APPEND"), "shared");
            assertThat(features("shared").json().path("features").size()).isEqualTo(2 * once);
        } finally {
            site.rest().openWriting(Site.WORKSPACE);
            site.rest().deleteRole(EDITORS);
            site.rest().deleteUser(EDITOR);
        }
    }

    private static Execute publish(String layer, String mode) {
        return Site.preLabel(Site.SCENE)
                .literal("publishTo", Site.WORKSPACE + ":" + Site.STORE + ":" + layer)
                .literal("publishMode", mode)
                .raw("report", "");
    }

    private static void assertPublished(OwsClient client, Execute request, String layer) {
        Answer answer = client.post("/wps", request.xml());
        JsonNode published = JsonMapper.shared().readTree(answer.text()).path("published");
        assertThat(published.path("layer").asString("")).as(answer.toString()).isEqualTo(Site.WORKSPACE + ":" + layer);
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
