package org.gsprelabel.wps.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishTargetTest {

    @Test
    void a_target_has_three_parts() {
        PublishTarget target = PublishTarget.parse("demo: labels :Dächer_2026-01");

        assertThat(target).isEqualTo(new PublishTarget("demo", "labels", "Dächer_2026-01"));
        assertThat(target.layerName()).isEqualTo("demo:Dächer_2026-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "roofs", "demo:roofs", "demo::roofs", "demo:labels:", "a:b:c:d"})
    void other_texts_are_refused_with_the_form_that_is_wanted(String text) {
        assertThatThrownBy(() -> PublishTarget.parse(text))
                .hasMessage("publishTo must be workspace:store:layer, got '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1st", "a b", "a/b", "../x", "a;drop", "a'b", "-a"})
    void layer_names_that_tables_or_URLs_do_not_take_are_refused(String layer) {
        assertThatThrownBy(() -> PublishTarget.parse("demo:labels:" + layer))
                .hasMessage("the layer of publishTo must begin with a letter or _ and have at most 63 letters, digits,"
                        + " '_', '-' and '.', got '" + layer + "'");
    }

    @Test
    void names_longer_than_a_table_of_PostGIS_takes_are_refused() {
        assertThat(new PublishTarget("demo", "labels", "a".repeat(63)).layer()).hasSize(63);
        assertThatThrownBy(() -> new PublishTarget("demo", "labels", "a".repeat(64)))
                .hasMessageContaining("at most 63");
    }

    @Test
    void mode_and_style_without_a_target_are_refused_as_is_a_style_for_a_layer_that_has_one() {
        assertThat(PublishRequest.of(null, null, null)).isEmpty();
        assertThat(PublishRequest.of("demo:labels:roofs", null, null))
                .hasValueSatisfying(request -> assertThat(request.mode()).isEqualTo(PublishMode.CREATE));
        assertThatThrownBy(() -> PublishRequest.of(null, PublishMode.APPEND, null))
                .hasMessageEndingWith("that was not given; got publishMode APPEND");
        assertThatThrownBy(() -> PublishRequest.of(null, null, "red"))
                .hasMessageEndingWith("that was not given; got style 'red'");
        assertThatThrownBy(() -> PublishRequest.of("demo:labels:roofs", PublishMode.REPLACE, "red"))
                .hasMessage("style is for new layers, and publishMode REPLACE leaves a layer the style it has; leave"
                        + " style away, got 'red'");
    }
}
