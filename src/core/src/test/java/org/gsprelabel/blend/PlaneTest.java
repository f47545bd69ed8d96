package org.gsprelabel.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlaneTest {

    @Test
    void differencesAndRunsAreTheBytesThatTheFormatSays() {
        PlaneWriter writer = new PlaneWriter();
        writer.add(new int[] {9, 0, 0, 0, 9}, 1, 4);
        writer.add(new int[] {1, 1, 1, 0, 65535}, 0, 5);

        // 3 more of 0: 6. +1: folded 2, 3. 2 more: 4. -1: folded 1, 1. +65535: folded 131070, 262139, in sevens of bits
        // from the last 0x7B, 0x7F and 0x0F.
        assertThat(writer.finish()).containsExactly(6, 3, 4, 1, 0x7B | 0x80, 0x7F | 0x80, 0x0F);
    }

    @Test
    void whatWasPackedIsReadBackInPiecesOfAnyLength() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 200; round++) {
            int[] plane = plane(random, 1 + random.nextInt(500));
            PlaneWriter writer = new PlaneWriter();
            for (int from = 0; from < plane.length; ) {
                int to = Math.min(plane.length, from + 1 + random.nextInt(60));
                writer.add(plane, from, to);
                from = to;
            }
            PlaneReader reader = new PlaneReader(writer.finish());
            int[] read = new int[plane.length];
            for (int from = 0; from < plane.length; ) {
                int count = Math.min(plane.length - from, 1 + random.nextInt(60));
                int[] piece = new int[count];
                reader.read(piece, count);
                System.arraycopy(piece, 0, read, from, count);
                from += count;
            }
            assertThat(read).isEqualTo(plane);
        }
    }

    @Test
    void aConstantPlaneTakesNextToNothing() {
        PlaneWriter writer = new PlaneWriter();
        int[] line = new int[1024];
        Arrays.fill(line, Scores.FULL);
        for (int row = 0; row < 1024; row++) {
            writer.add(line, 0, line.length);
        }

        assertThat(writer.finish()).hasSizeLessThan(10);
    }

    @Test
    void aPlaneThatIsCutOffIsNoticed() {
        PlaneWriter writer = new PlaneWriter();
        writer.add(new int[] {1, 2, 3}, 0, 3);
        PlaneReader reader = new PlaneReader(writer.finish());

        assertThatThrownBy(() -> reader.read(new int[4], 4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("plane of scores ends too early, after 3 bytes");
    }

    /** Runs, small steps and jumps. */
    private static int[] plane(SplittableRandom random, int length) {
        int[] plane = new int[length];
        int value = 0;
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(6)) {
                case 0 -> value = random.nextInt(Scores.NONE + 1);
                case 1 -> value = Math.max(0, Math.min(Scores.NONE, value + random.nextInt(-40, 41)));
                default -> {}
            }
            plane[i] = value;
        }
        return plane;
    }
}
