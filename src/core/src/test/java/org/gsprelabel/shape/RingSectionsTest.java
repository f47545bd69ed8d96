package org.gsprelabel.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;

class RingSectionsTest {

    /** A comb, every vertex of which is a corner: four of each tooth, and two of its back. */
    private static Coordinate[] comb(int teeth) {
        List<Coordinate> ring = new ArrayList<>(List.of(new Coordinate(0, -10)));
        for (int i = 0; i < teeth; i++) {
            ring.add(new Coordinate(8 * i, 0));
            ring.add(new Coordinate(8 * i, 20 + i));
            ring.add(new Coordinate(8 * i + 4, 20 + i));
            ring.add(new Coordinate(8 * i + 4, 0));
        }
        ring.add(new Coordinate(8 * teeth - 4, -10));
        ring.add(ring.get(0).copy());
        return ring.toArray(Coordinate[]::new);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20, 127})
    void sections_are_found_up_to_the_number_allowed(int teeth) {
        Coordinate[] comb = comb(teeth);
        // The first and the last corner at the feet of the comb lie on the straight line of its sides.
        int corners = 4 * teeth;

        assertThat(RingSections.of(comb, 1, corners).orElseThrow()).hasSize(corners);
        assertThat(RingSections.of(comb, 1, corners - 1)).isEmpty();
    }

    @Test
    void a_comb_of_more_sections_than_a_building_has_is_left_early() {
        assertThat(RingSections.of(comb(4990), 1, RightAngledRing.MAX_WALLS)).isEmpty();
    }
}
