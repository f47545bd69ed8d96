package org.gsprelabel.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SmallLogitRegionsTest {

    @Test
    void regionsUpToTheLimitAreClearedEachAsItWasBefore() {
        float[] plane = {
            3, 3, 3, 3, -1, -1, -1, //
            3, -2, 0, 3, -1, 2, -1,
            3, 3, 3, 3, -1, -1, -1,
            3, 3, 3, 3, -1, -1, 7,
            -1, -1, -1, -1, -1, -1, 7
        };

        SmallLogitRegions.clear(plane, 7, 5, 2);

        assertThat(plane)
                .containsExactly(
                        3, 3, 3, 3, -1, -1, -1, //
                        3, 10, 10, 3, -1, -10, -1, 3, 3, 3, 3, -1, -1, -1, 3, 3, 3, 3, -1, -1, -10, -1, -1, -1, -1, -1,
                        -1, -10);
    }

    @Test
    void anIslandInASmallHoleGoesThoughTheHoleIsFilled() {
        float[] plane = new float[25];
        Arrays.fill(plane, 5);
        for (int cell : new int[] {6, 7, 8, 11, 13, 16, 17, 18}) {
            plane[cell] = -5;
        }

        SmallLogitRegions.clear(plane, 5, 5, 8);

        assertThat(plane[6]).isEqualTo(10);
        assertThat(plane[12]).isEqualTo(-10);
        assertThat(plane[0]).isEqualTo(5);
    }

    @Test
    void largerRegionsStay() {
        float[] plane = {1, 1, -1, -1, 1, -1, -1, -1, -1};
        float[] before = plane.clone();

        SmallLogitRegions.clear(plane, 3, 3, 2);

        assertThat(plane).containsExactly(before);
    }
}
