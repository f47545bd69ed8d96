package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Execute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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

    private static Execute request(String coverageName) {
        return Site.preLabel(coverageName).raw("result", Site.GML);
    }
}
