package org.gsprelabel.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientedBoxTest {

    // Worked out by hand about (10, 10): v goes half the width along the angle, u half the height a quarter turn on;
    // the
    // sides of the turned ones are 2 and 1 times the square root of 2.
    @ParameterizedTest(name = "{0} x {1} at {2} degrees")
    @CsvSource(delimiter = '|', textBlock = """
            4       | 2       | 0   | 12 11; 12 9; 8 9; 8 11
            4       | 2       | 90  | 9 12; 11 12; 11 8; 9 8
            4       | 2       | 180 | 8 9; 8 11; 12 11; 12 9
            4       | 2       | -90 | 11 8; 9 8; 9 12; 11 12
            2.82843 | 1.41421 | 45  | 10.5 11.5; 11.5 10.5; 9.5 8.5; 8.5 9.5
            2.82843 | 1.41421 | 135 | 8.5 10.5; 9.5 11.5; 11.5 9.5; 10.5 8.5
            2.82843 | 1.41421 | -45 | 11.5 9.5; 10.5 8.5; 8.5 10.5; 9.5 11.5
            2.82843 | 1.41421 | 225 | 9.5 8.5; 8.5 9.5; 10.5 11.5; 11.5 10.5
            """)
    void corners_go_around_with_the_angle_from_x_towards_y(
            double width, double height, double degrees, String corners) {
        ConvexPolygon polygon = new OrientedBox(10, 10, width, height, Math.toRadians(degrees)).toPolygon();

        String[] expected = corners.split("; ");
        assertThat(polygon.vertices()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            String[] xy = expected[i].split(" ");
            assertThat(polygon.vertices().get(i).x()).isCloseTo(Double.parseDouble(xy[0]), within(1e-5));
            assertThat(polygon.vertices().get(i).y()).isCloseTo(Double.parseDouble(xy[1]), within(1e-5));
        }
    }

    @ParameterizedTest(name = "{0} x {1} at {2} degrees")
    @CsvSource({
        "4, 2, 0, 4, 2, 0",
        "4, 2, 30, 4, 2, 30",
        "2, 4, 0, 4, 2, 90",
        "2, 4, 30, 4, 2, 120",
        "2, 4, 90, 4, 2, 0",
        "2, 4, 135, 4, 2, 45",
        "4, 2, -45, 4, 2, 135",
        "2, 4, -45, 4, 2, 45",
        "2, 4, -135, 4, 2, 135",
        "4, 2, 180, 4, 2, 0",
        "4, 2, 400, 4, 2, 40",
        "3, 3, 0, 3, 3, 90"
    })
    void the_longer_side_has_the_angle_from_nothing_to_half_a_turn(
            double width, double height, double degrees, double longer, double shorter, double expected) {
        OrientedBox box = new OrientedBox(1, 2, width, height, Math.toRadians(degrees)).regularised();

        assertThat(box.width()).isEqualTo(longer);
        assertThat(box.height()).isEqualTo(shorter);
        assertThat(Math.toDegrees(box.angle())).isCloseTo(expected, within(1e-9));
        assertThat(box.x()).isEqualTo(1);
        assertThat(box.y()).isEqualTo(2);
    }

    @Test
    void an_angle_next_to_nothing_does_not_become_half_a_turn() {
        assertThat(new OrientedBox(0, 0, 4, 2, -1e-20).regularised().angle()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "1, -1, 0", "1, 1, NaN", "Infinity, 1, 0", "NaN, 1, 0"})
    void sides_without_length_and_numbers_that_are_none_are_refused(double width, double height, double angle) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrientedBox(0, 0, width, height, angle))
                .withMessage("oriented box must have sides above 0 and finite numbers, got x 0.0, y 0.0, width " + width
                        + ", height " + height + ", angle " + angle);
    }
}
