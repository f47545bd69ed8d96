package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Execute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(SiteExtension.class)
class ListModelsIT {

    private final Site site;

    ListModelsIT(Site site) {
        this.site = site;
    }

    @Test
    void the_models_are_listed_without_a_word_of_where_they_are() {
        Answer answer = site.execute(Execute.of("prelabel:ListModels").raw("result", ""));

        assertThat(JsonMapper.shared()
                        .readTree(answer.text())
                        .valueStream()
                        .map(model -> model.path("id").asString()))
                .contains(Site.MODEL);
        Refusals.assertTellsNothingOfTheInside(answer.text());
    }
}
