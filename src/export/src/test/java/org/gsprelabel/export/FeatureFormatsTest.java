package org.gsprelabel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureFormatsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "geojson",
                "GeoJSON",
                "application/geo+json",
                "application/json",
                " Application/Geo+JSON; charset=utf-8"
            })
    void a_format_is_found_by_its_id_and_its_mime_types(String name) {
        assertThat(FeatureFormats.of(name)).isInstanceOf(GeoJsonFormat.class);
    }

    @Test
    void whoever_names_none_gets_geojson() {
        assertThat(FeatureFormats.of(null)).isInstanceOf(GeoJsonFormat.class);
    }

    @Test
    void no_two_formats_share_a_name() {
        assertThat(FeatureFormats.all().stream().map(FeatureFormat::id)).doesNotHaveDuplicates();
        assertThat(FeatureFormats.all().stream().flatMap(format -> format.mimeTypes().stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void an_unknown_format_is_refused_with_those_that_there_are() {
        assertThatThrownBy(() -> FeatureFormats.of("dxf"))
                .hasMessage("format must be one of [geojson (application/geo+json, application/json)], got 'dxf'");
    }
}
