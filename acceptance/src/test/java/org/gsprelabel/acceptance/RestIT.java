package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gsprelabel.acceptance.wire.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SiteExtension.class)
class RestIT {

    private static final String ROOT = "/rest/prelabel/";

    private static final String USER = "prelabel_acceptance_user";

    private final Site site;

    RestIT(Site site) {
        this.site = site;
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "models/" + Site.MODEL, "problems", "devices", "cache", "models/nothing"})
    void nobody_without_rights_learns_anything(String path) {
        Answer answer = site.anonymous().get(ROOT + path, Map.of());

        assertThat(answer.status()).as(answer.toString()).isIn(401, 403);
        // pages of errors repeat what was asked for
        assertThat(answer.text().replace(path, "")).doesNotContain(Site.MODEL, "onnx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "models/" + Site.MODEL, "problems", "devices", "cache"})
    void administrators_read_JSON_that_names_no_file(String path) {
        Answer answer = site.admin().get(ROOT + path, Map.of());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.json().isContainer()).isTrue();
        Refusals.assertTellsNothingOfTheInside(answer.text());
    }

    @Test
    void who_is_logged_in_but_no_administrator_learns_nothing() {
        site.rest().createUser(USER, USER);
        try {
            Answer answer = site.anonymous().as(USER, USER).get(ROOT + "models", Map.of());

            assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
            assertThat(answer.text()).doesNotContain(Site.MODEL);
        } finally {
            site.rest().deleteUser(USER);
        }
    }

    @Test
    void models_are_reloaded_by_POST_alone() {
        assertThat(site.anonymous().call("POST", ROOT + "models/reload").status())
                .isIn(401, 403);
        assertThat(site.admin().call("GET", ROOT + "models/reload").status()).isEqualTo(405);
        Answer reloaded = site.admin().call("POST", ROOT + "models/reload");

        assertThat(reloaded.status()).as(reloaded.toString()).isEqualTo(200);
        Found.assertMatches(Site.truth(), site.execute(Site.preLabel(Site.SCENE).raw("result", Site.GML)));
    }

    @Test
    void the_cache_is_emptied_by_DELETE_alone() {
        assertThat(site.anonymous().call("DELETE", ROOT + "cache").status()).isIn(401, 403);
        assertThat(site.admin().call("POST", ROOT + "cache").status()).isEqualTo(405);
        Answer emptied = site.admin().call("DELETE", ROOT + "cache");

        assertThat(emptied.status()).as(emptied.toString()).isEqualTo(200);
        assertThat(emptied.json().at("/tiles/memory/bytes").asLong(-1)).isZero();
        assertThat(emptied.json().at("/tiles/disk/bytes").asLong(-1)).isZero();
    }
}
