package org.gsprelabel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LinearSamplingTest {

    @Test
    void enlargesBetweenPixelCentres() {
        // Four pixels of 1/2: centres at -0.25, 0.25, 0.75, 1.25.
        assertThat(apply(new LinearSampling(4, 0.5, 0, 0, 1), 0, 8, 16)).containsExactly(8, 10, 14, 16);
    }

    @Test
    void reducesWithoutAveragingMoreThanTwoPixels() {
        // Two pixels of 4: centres at 1.5 and 5.5.
        assertThat(apply(new LinearSampling(2, 4, 0, 0, 7), 0, 0, 10, 20, 30, 40, 50, 60, 70))
                .containsExactly(15, 55);
    }

    @Test
    void usesNoPixelOutsideTheRange() {
        assertThat(apply(new LinearSampling(6, 0.5, 0.5, 1, 2), 0, 99, 10, 20, 99))
                .containsExactly(10, 10, 12.5f, 17.5f, 20, 20);
    }

    @Test
    void readsALineThatStartsLater() {
        assertThat(apply(new LinearSampling(2, 1, 3, 0, 9), 3, 7, 8)).containsExactly(7, 8);
    }

    @Test
    void interpolatesAcrossLines() {
        LinearSampling rows = new LinearSampling(2, 0.5, 1.5, 0, 9);
        float[] target = new float[2];

        // Centres at 1.25 and 1.75; the first of the lines is line 1.
        rows.across(0, new float[] {10, 20, 30, 40}, 2, 1, target);

        assertThat(target).containsExactly(15, 25);
    }

    @Test
    void noPixelsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinearSampling(0, 1, 0, 0, 1))
                .withMessageContaining("got 0 from source pixels 0 to 1");
    }

    private static float[] apply(LinearSampling sampling, int origin, float... source) {
        float[] target = new float[sampling.count()];
        sampling.along(source, origin, target, 0);
        return target;
    }
}
