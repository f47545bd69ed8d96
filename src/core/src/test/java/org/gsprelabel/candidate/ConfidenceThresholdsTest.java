package org.gsprelabel.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceThresholdsTest {

    @Test
    void pairsOfClassAndNumberAreRead() {
        assertThat(ConfidenceThresholds.parse("roof:0.4, tall tree :  .7,osm:building:1,0:0"))
                .isEqualTo(Map.of("roof", 0.4, "tall tree", 0.7, "osm:building", 1.0, "0", 0.0));
    }

    @Test
    void aClassOfItsOwnThresholdIsNotHeldAgainstThatOfAll() {
        ConfidenceThresholds thresholds = new ConfidenceThresholds(0.5, Map.of("roof", 0.4, "tree", 0.7));

        assertThat(thresholds.of("roof")).isEqualTo(0.4);
        assertThat(thresholds.of("tree")).isEqualTo(0.7);
        assertThat(thresholds.of("car")).isEqualTo(0.5);
        assertThat(thresholds.least()).isEqualTo(0.4);
        assertThat(ConfidenceThresholds.of(0.5).least()).isEqualTo(0.5);
    }

    @Test
    void onlyZerosAllowAll() {
        assertThat(ConfidenceThresholds.of(0).allowAll()).isTrue();
        assertThat(new ConfidenceThresholds(0, Map.of("roof", 0.0)).allowAll()).isTrue();
        assertThat(new ConfidenceThresholds(0, Map.of("roof", 0.1)).allowAll()).isFalse();
        assertThat(new ConfidenceThresholds(0.1, Map.of("roof", 0.0)).allowAll())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "roof", "roof:", ":0.4", " :0.4", "roof=0.4", "roof:0.4,", "roof:high"})
    void textOfAnotherFormIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfidenceThresholds.parse(text))
                .withMessage("classConfidence must be pairs of class and least confidence such as 'roof:0.4, tree:0.7',"
                        + " got '" + text + "'");
    }

    @Test
    void aClassThatIsNamedTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfidenceThresholds.parse("roof:0.4, roof :0.5"))
                .withMessage("classConfidence must name each class once, got 'roof' twice in 'roof:0.4, roof :0.5'");
    }

    @ParameterizedTest
    @CsvSource({"-0.1", "1.1", "NaN", "Infinity"})
    void numbersOutOfRangeAreRefused(double number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConfidenceThresholds(0, Map.of("roof", number)))
                .withMessage("classConfidence must be from 0 to 1, got " + number + " for 'roof'");
    }
}
