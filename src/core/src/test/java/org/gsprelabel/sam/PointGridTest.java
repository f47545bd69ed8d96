package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.gsprelabel.sam.MaskPrompt.Point;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;

class PointGridTest {

    @Test
    void onePointLiesInTheMiddle() {
        assertThat(whole(1, 30, 20)).containsExactly(new Point(15, 10, true));
    }

    @Test
    void pointsLieInTheMiddleOfTheirSharesRowByRow() {
        assertThat(whole(2, 100, 80))
                .containsExactly(
                        new Point(25, 20, true),
                        new Point(75, 20, true),
                        new Point(25, 60, true),
                        new Point(75, 60, true));
        assertThat(whole(4, 16, 8))
                .hasSize(16)
                .startsWith(
                        new Point(2, 1, true), new Point(6, 1, true), new Point(10, 1, true), new Point(14, 1, true))
                .endsWith(new Point(14, 7, true));
    }

    @Test
    void aPartOfACropHasItsShareOfThePointsAndAlwaysOne() {
        assertThat(PointGrid.of(4, 80, 80, new PixelRect(0, 0, 40, 10)))
                .containsExactly(new Point(10, 5, true), new Point(30, 5, true));
        assertThat(PointGrid.of(4, 80, 80, new PixelRect(60, 0, 20, 42)))
                .as("a row of points more as soon as the part is longer than two shares")
                .extracting(Point::x, Point::y)
                .containsExactly(tuple(70.0, 7.0), tuple(70.0, 21.0), tuple(70.0, 35.0));
        assertThat(PointGrid.of(32, 1024, 1024, new PixelRect(0, 0, 1, 1))).containsExactly(new Point(0.5, 0.5, true));
    }

    private static List<Point> whole(int perSide, int width, int height) {
        return PointGrid.of(perSide, width, height, new PixelRect(0, 0, width, height));
    }
}
