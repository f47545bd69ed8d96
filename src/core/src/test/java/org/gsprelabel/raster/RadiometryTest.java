package org.gsprelabel.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RadiometryTest {

    @ParameterizedTest
    @CsvSource({
        "0, 255, 0, 0",
        "0, 255, 255, 1",
        "0, 255, 51, 0.2",
        "100, 300, 150, 0.25",
        "100, 300, 99, 0",
        "100, 300, 301, 1",
        "-1, 1, 0, 0.5",
        "0, 1, Infinity, 1",
        "0, 1, -Infinity, 0"
    })
    void mapsTheRangeToTheUnitRangeAndClips(double min, double max, float sample, float unit) {
        Radiometry radiometry = new Radiometry(List.of(new Radiometry.Range(min, max)));

        assertThat(radiometry.unit(0, sample)).isEqualTo(unit);
    }

    @Test
    void eightBitSamplesAreDividedBy255InFloat() {
        Radiometry radiometry = new Radiometry(List.of(new Radiometry.Range(0, 255)));

        for (int value = 0; value < 256; value++) {
            assertThat(radiometry.unit(0, value)).isEqualTo(value / 255f);
        }
    }

    @Test
    void everyChannelHasItsOwnRange() {
        Radiometry radiometry = new Radiometry(List.of(new Radiometry.Range(0, 10), new Radiometry.Range(0, 20)));
        float[] units = new float[4];

        radiometry.units(1, new float[] {0, 5, 10, 15}, 1, units, 0, 2);

        assertThat(units).containsExactly(0.25f, 0.5f, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {5, 6, Double.NaN, Double.NEGATIVE_INFINITY})
    void anEmptyRangeIsRefused(double min) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Radiometry.Range(min, 5))
                .withMessageContaining("got " + min + " to 5.0");
    }
}
