package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExponentialTest {

    @Test
    void agreesWithTheExactFunction() {
        double worst = 0;
        for (double x = 0; x >= -40; x -= 1.0 / 1024) {
            double exact = StrictMath.exp(x);
            worst = Math.max(worst, Math.abs(Exponential.ofNonPositive(x) / exact - 1));
        }
        assertThat(worst).isLessThan(1e-8);
    }

    @Test
    void isZeroWhereItCannotMatter() {
        assertThat(Exponential.ofNonPositive(-41)).isZero();
        assertThat(Exponential.ofNonPositive(-3e38)).isZero();
    }
}
