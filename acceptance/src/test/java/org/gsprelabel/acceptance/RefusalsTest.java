package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no model '../../etc/passwd'; available: roofs-semseg",
                "no model '/etc/passwd'; available: roofs-semseg",
                "overlap must be from 0 to 0.45 of the tile, got 0.5",
                "coverage 'demo:scene' has no coordinate reference system",
                "see http://127.0.0.1:8080/geoserver/data/schemas for more"
            })
    void what_a_client_may_read_passes(String text) {
        assertThatCode(() -> Refusals.assertTellsNothingOfTheInside(text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No enum constant org.gsprelabel.merge.MergeStrategy.ALL",
                "java.lang.NullPointerException",
                "IllegalArgumentException: no",
                "failed\n\tat org.example.Main",
                "cannot read /var/lib/geoserver/data/scene.tif",
                "cannot read '/tmp/upload123.tif'",
                "cannot read C:\\data\\scene.tif",
                "Caused by a lack of memory"
            })
    void what_tells_of_the_inside_is_noticed(String text) {
        assertThatThrownBy(() -> Refusals.assertTellsNothingOfTheInside(text)).isInstanceOf(AssertionError.class);
    }
}
