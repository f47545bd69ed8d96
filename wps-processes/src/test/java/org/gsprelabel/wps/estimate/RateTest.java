package org.gsprelabel.wps.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {

    /** Each rate as device, tiles, seconds and whether it was alone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CPU 10 20 true  | CPU 30 40 true   | CPU 40 60 true",
                "CPU 10 20 true  | CPU 30 600 false | CPU 10 20 true",
                "CPU 10 200 false| CPU 5 10 true    | CPU 5 10 true",
                "CPU 10 20 false | CPU 30 600 false | CPU 10 20 false",
                "CPU 10 200 false| CPU 5 20 false   | CPU 5 20 false",
                "CPU 10 20 true  | CUDA:0 2 1 false | CUDA:0 2 1 false",
                "CPU 20000 40000 true | CPU 10 5 true | CPU 10010 20005 true"
            })
    void what_was_measured_alone_counts_and_until_then_the_fastest(String earlier, String later, String both) {
        assertThat(rate(earlier).plus(rate(later))).isEqualTo(rate(both));
    }

    @Test
    void a_rate_is_of_tiles_that_took_a_time() {
        assertThatThrownBy(() -> new Rate("CPU", 0, 1, true))
                .hasMessage("a rate must be of at least 1 tile and 0 seconds, got 0 and 1.0");
        assertThatThrownBy(() -> new Rate("CPU", 1, Double.NaN, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rates_outlive_the_server_and_a_line_that_is_none_is_dropped(@TempDir Path folder) throws IOException {
        Rate alone = new Rate("CUDA:0, CPU", 3, 0.5, true);
        Rate shared = new Rate("server http://host:8000", 7, 2.25, false);
        MeasuredRates rates = MeasuredRates.in(Optional.of(folder));
        rates.add("one", alone);
        rates.add("two", shared);
        Path file = folder.resolve("rates.properties");
        Files.writeString(file, Files.readString(file) + "three=5;1.5;CPU\n");

        MeasuredRates later = MeasuredRates.in(Optional.of(folder));

        assertThat(later.of("one")).contains(alone);
        assertThat(later.of("two")).contains(shared);
        assertThat(later.of("three")).isEmpty();
    }

    private static Rate rate(String text) {
        String[] parts = text.strip().split(" +");
        return new Rate(
                parts[0], Long.parseLong(parts[1]), Double.parseDouble(parts[2]), Boolean.parseBoolean(parts[3]));
    }
}
