package org.gsprelabel.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Float16Test {

    private static final int POSITIVE_INFINITY = 0x7c00;

    /** From the examples of the standard and by hand. */
    @ParameterizedTest
    @CsvSource({
        "0x0000, 0",
        "0x0001, 5.9604645E-8",
        "0x03ff, 6.097555E-5",
        "0x0400, 6.1035156E-5",
        "0x3555, 0.33325195",
        "0x3bff, 0.99951172",
        "0x3c00, 1",
        "0x3c01, 1.0009766",
        "0x4248, 3.140625",
        "0x7bff, 65504",
        "0xc000, -2"
    })
    void reads_and_writes_known_values(String half, float value) {
        int bits = Integer.decode(half);
        assertThat(Float16.toFloat((short) bits)).isEqualTo(value);
        assertThat(Float16.of(value) & 0xffff).isEqualTo(bits);
    }

    /** The definition: sign, exponent with bias 15, fraction of 1024ths; exponent 0 is subnormal. */
    @Test
    void reads_every_finite_value_as_defined() {
        for (int bits = 0; bits < POSITIVE_INFINITY; bits++) {
            int exponent = bits / 1024;
            int fraction = bits % 1024;
            double value = exponent == 0
                    ? Math.scalb(fraction / 1024.0, -14)
                    : Math.scalb(1 + fraction / 1024.0, exponent - 15);
            assertThat((double) Float16.toFloat((short) bits)).isEqualTo(value);
            assertThat((double) Float16.toFloat((short) (bits | 0x8000))).isEqualTo(-value);
        }
    }

    @Test
    void rounds_to_the_nearest_and_ties_to_even() {
        for (int bits = 0; bits < POSITIVE_INFINITY - 1; bits++) {
            float low = Float16.toFloat((short) bits);
            float high = Float16.toFloat((short) (bits + 1));
            float middle = (low + high) / 2;
            int even = bits % 2 == 0 ? bits : bits + 1;
            assertThat(Float16.of(low)).isEqualTo((short) bits);
            assertThat(Float16.of(middle)).as("middle of %s and %s", low, high).isEqualTo((short) even);
            assertThat(Float16.of(Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(Float16.of(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
            assertThat(Float16.of(-middle)).isEqualTo((short) (even | 0x8000));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "65519.996, 0x7bff",
        "65520, 0x7c00",
        "1e30, 0x7c00",
        "Infinity, 0x7c00",
        "-Infinity, 0xfc00",
        "-1e9, 0xfc00",
        "2.9802322E-8, 0x0000",
        "2.980233E-8, 0x0001",
        "1e-45, 0x0000",
        "-0.0, 0x8000"
    })
    void bounds_of_the_range(float value, String half) {
        assertThat(Float16.of(value) & 0xffff).isEqualTo(Integer.decode(half));
    }

    @Test
    void what_is_no_number_stays_so() {
        assertThat(Float16.toFloat(Float16.of(Float.NaN))).isNaN();
        assertThat(Float16.toFloat(Float16.of(Float.intBitsToFloat(0x7f800001))))
                .isNaN();
        assertThat(Float16.toFloat((short) POSITIVE_INFINITY)).isInfinite();
    }
}
