package org.gsprelabel.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoJsonNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "-3, -3",
        "0.1, 0.1",
        "741000.5, 741000.5",
        "12345678.25, 12345678.25",
        "1e7, 10000000",
        "0.00001, 0.00001",
        "1.5e-7, 0.00000015",
        "1.5e-10, 1.5E-10",
        "2e23, 2.0E23",
        "-84.41234567890123, -84.41234567890123"
    })
    void writesTheShortestPlainDecimal(double value, String text) {
        assertThat(GeoJsonNumbers.text(value)).isEqualTo(text);
    }

    @Test
    void everyTextReadsBackToTheSameDouble() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(GeoJsonNumbers.text(value))).isEqualTo(value);
            }
        }
    }
}
