package org.gsprelabel.wps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.geotools.api.data.Parameter;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.process.Process;
import org.geotools.process.ProcessException;
import org.gsprelabel.merge.MergeStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that mean nothing, as GeoServer 3 hands them on. */
class CheckedInputsTest {

    private static final Map<String, Parameter<?>> PARAMETERS = Map.of(
            "overlap", new Parameter<>("overlap", Double.class),
            "tileSize", new Parameter<>("tileSize", Integer.class),
            "classAware", new Parameter<>("classAware", Boolean.class),
            "merge", new Parameter<>("merge", MergeStrategy.class),
            "targetCRS", new Parameter<>("targetCRS", CoordinateReferenceSystem.class),
            "classes", new Parameter<>("classes", String.class));

    /** GeoServer's map: it reads all texts when the first value is asked for, and fails with the input's name at the end. */
    private static final class Failing extends AbstractMap<String, Object> {
        private final Set<String> names;
        private final String fails;

        Failing(Set<String> names, String fails) {
            this.names = names;
            this.fails = fails;
        }

        @Override
        public Object get(Object key) {
            throw new IllegalStateException(
                    "Failed to retrieve value for input " + fails,
                    new IllegalArgumentException("No enum constant org.gsprelabel.merge.MergeStrategy.ALL"));
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return names.stream()
                    .map(name -> new SimpleEntry<>(name, new Object()))
                    .collect(Collectors.toSet());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "overlap | overlap must be a number",
                "tileSize | tileSize must be a whole number",
                "classAware | classAware must be true or false"
            })
    void a_text_of_which_nothing_became_is_refused(String input, String sentence) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put(input, null);

        assertThatThrownBy(() -> checked().execute(inputs, null))
                .isInstanceOf(ProcessException.class)
                .hasMessage(sentence)
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "merge | merge must be one of [NONE, UNION, BEST, LARGEST, WEIGHTED]",
                "targetCRS | targetCRS must be a coordinate reference system that this server knows, such as EPSG:32633"
            })
    void a_text_that_cannot_be_read_is_refused_without_a_word_of_Java(String input, String sentence) {
        assertThatThrownBy(() -> checked().execute(new Failing(Set.of("overlap", input), input), null))
                .isInstanceOf(ProcessException.class)
                .hasMessage(sentence)
                .hasNoCause();
    }

    @Test
    void what_is_no_literal_input_fails_as_it_did() {
        assertThatThrownBy(() -> checked().execute(new Failing(Set.of("overlap", "coverage"), "coverage"), null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Failed to retrieve value for input coverage");
    }

    @Test
    void inputs_with_values_and_those_that_were_not_given_reach_the_process() {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("overlap", 0.1);
        inputs.put("classes", null);

        assertThat(checked().execute(inputs, null)).isSameAs(inputs);
    }

    private static Process checked() {
        return new CheckedInputs((inputs, listener) -> inputs, PARAMETERS);
    }
}
