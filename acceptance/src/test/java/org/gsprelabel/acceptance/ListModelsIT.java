package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Execute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(SiteExtension.class)
class ListModelsIT {

    private static final Execute LIST = Execute.of("prelabel:ListModels").raw("result", "");

    private final Site site;

    ListModelsIT(Site site) {
        this.site = site;
    }

    @Test
    void who_has_not_logged_in_is_told_what_a_description_offers() {
        Answer answer = site.execute(LIST);

        assertThat(ids(answer)).contains(Site.MODEL);
        assertThat(JsonMapper.shared().readTree(answer.text()))
                .allSatisfy(model -> assertThat(model.propertyNames()).containsExactly("id", "title"));
    }

    @Test
    void administrators_are_told_what_models_are_and_where_they_run_without_a_word_of_where_they_lie() {
        Answer answer = site.admin().post("/wps", LIST.xml());

        assertThat(ids(answer)).contains(Site.MODEL);
        assertThat(JsonMapper.shared().readTree(answer.text()))
                .allSatisfy(model -> assertThat(model.propertyNames())
                        .contains("family", "licence", "inputs", "classes", "device", "problem"));
        Refusals.assertTellsNothingOfTheInside(answer.text());
    }

    private static List<String> ids(Answer answer) {
        return JsonMapper.shared()
                .readTree(answer.text())
                .valueStream()
                .map(model -> model.path("id").asString())
                .toList();
    }
}
