package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.gsprelabel.model.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedMetadataTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{0: 'road', 1: 'roof'}",
                "{1: 'roof', 0: 'road'}",
                "{\"0\": \"road\", \"1\": \"roof\"}",
                "['road', 'roof']",
                "[{0: 'road', 1: 'roof'}]"
            })
    void namesComeInTheOrderOfTheirNumbers(String names) {
        assertThat(metadata("names", names).names("names")).containsExactly("road", "roof");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{0: 'road', 2: 'roof'}",
                "{1: 'road', 2: 'roof'}",
                "{0: 'road', 1: 2}",
                "{'a': 'road'}",
                "{0: 'road', '0': 'roof'}",
                "[{0: 'road'}, {0: 'roof'}]",
                "'road'",
                "7"
            })
    void namesWithGapsAreRefused(String names) {
        assertThatThrownBy(() -> metadata("names", names).names("names"))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "model 'm': metadata 'names' must name the classes by their numbers, from 0 without gaps, got "
                                + names);
    }

    @Test
    void valuesOfAnotherTypeAreRefused() {
        assertThatThrownBy(() -> metadata("stride", "32.5").whole("stride"))
                .hasMessage("model 'm': metadata 'stride' must be a whole number, got 32.5");
        assertThatThrownBy(() -> metadata("stride", "3000000000").whole("stride"))
                .hasMessage("model 'm': metadata 'stride' must be a whole number, got 3000000000");
        assertThatThrownBy(() -> metadata("det_conf", "'high'").number("det_conf"))
                .hasMessage("model 'm': metadata 'det_conf' must be a number, got 'high'");
        assertThatThrownBy(() -> metadata("means", "[0.5, 'x']").numbers("means"))
                .hasMessage("model 'm': metadata 'means' must be a list of numbers, got [0.5, 'x']");
        assertThatThrownBy(() -> metadata("model_type", "7").text("model_type"))
                .hasMessage("model 'm': metadata 'model_type' must be a text, got 7");
        assertThatThrownBy(() -> metadata("end2end", "1").truth("end2end"))
                .hasMessage("model 'm': metadata 'end2end' must be True or False, got 1");
    }

    @Test
    void valuesThatAreNoLiteralAreRefused() {
        assertThatThrownBy(() -> metadata("names", "{0: 'x' 1: 'y'}").names("names"))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'm': metadata 'names' cannot be read: expected ',' at character 9, found '1'");
    }

    @Test
    void absentValuesAreEmpty() {
        EmbeddedMetadata nothing = new EmbeddedMetadata("m", Map.of());
        assertThat(nothing.whole("stride")).isEmpty();
        assertThat(nothing.truth("end2end")).isEmpty();
        assertThatThrownBy(() -> nothing.names("names"))
                .isInstanceOf(ModelException.class)
                .hasMessage("model 'm': metadata 'names' is missing");
    }

    @Test
    void modelsThatSayNothingNeedADescriptor() {
        assertThatThrownBy(() -> new EmbeddedMetadata("m", Map.of("producer", "me"))
                        .describe(new ModelSignature(List.of(), List.of())))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "model 'm': the file has no metadata of Ultralytics or Deepness; put it into a folder with a"
                                + " model.json");
    }

    private static EmbeddedMetadata metadata(String key, String value) {
        return new EmbeddedMetadata("m", Map.of(key, value));
    }
}
