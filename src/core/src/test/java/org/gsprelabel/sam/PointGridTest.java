package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;

import org.gsprelabel.sam.MaskPrompt.Point;
import org.junit.jupiter.api.Test;

class PointGridTest {

    @Test
    void onePointLiesInTheMiddle() {
        assertThat(PointGrid.of(1, 30, 20)).containsExactly(new Point(15, 10, true));
    }

    @Test
    void pointsLieInTheMiddleOfTheirSharesRowByRow() {
        assertThat(PointGrid.of(2, 100, 80))
                .containsExactly(
                        new Point(25, 20, true),
                        new Point(75, 20, true),
                        new Point(25, 60, true),
                        new Point(75, 60, true));
        assertThat(PointGrid.of(4, 16, 8))
                .hasSize(16)
                .startsWith(
                        new Point(2, 1, true), new Point(6, 1, true), new Point(10, 1, true), new Point(14, 1, true))
                .endsWith(new Point(14, 7, true));
    }
}
