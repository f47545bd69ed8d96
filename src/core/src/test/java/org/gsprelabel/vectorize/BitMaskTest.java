package org.gsprelabel.vectorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.gsprelabel.tile.PixelRect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitMaskTest {

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "5, 2, 130, 40", "63, 7, 64, 7", "64, 0, 127, 41", "149, 41, 149, 41"})
    void boundsHoldAllPixelsThatAreSetAndNoMore(int left, int top, int right, int bottom) {
        BitMask mask = new BitMask(1000, -20, 150, 42);
        assertThat(mask.bounds()).isEmpty();
        mask.set(left, bottom);
        mask.set(right, top);
        mask.set((left + right) / 2, (top + bottom) / 2);

        assertThat(mask.bounds()).contains(new PixelRect(1000 + left, -20 + top, right - left + 1, bottom - top + 1));
    }

    @Test
    void aMaskNeedsAPixel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BitMask(0, 0, 0, 5))
                .withMessageContaining("0 x 5");
    }

    @Test
    void pixelsOutsideAreNotSetAndCannotBeSet() {
        BitMask mask = Masks.draw("##", "##");

        assertThat(mask.get(-1, 0)).isFalse();
        assertThat(mask.get(2, 0)).isFalse();
        assertThat(mask.get(0, 2)).isFalse();
        assertThatThrownBy(() -> mask.set(2, 0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("pixel 2, 0");
        assertThatThrownBy(() -> mask.setRun(0, 1, 3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("1..3");
    }

    @Test
    void clearingUndoesSetting() {
        BitMask mask = new BitMask(0, 0, 100, 2);
        mask.set(70, 1);
        assertThat(mask.get(70, 1)).isTrue();
        assertThat(mask.get(6, 1)).isFalse();

        mask.clear(70, 1);

        assertThat(mask.cardinality()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 64", "0, 65", "63, 64", "63, 65", "10, 200", "64, 128", "199, 200"})
    void aRunSetsItsPixelsAndNoOther(int from, int to) {
        BitMask mask = new BitMask(0, 0, 200, 3);

        mask.setRun(1, from, to);

        for (int column = 0; column < 200; column++) {
            assertThat(mask.get(column, 1)).as("column %d", column).isEqualTo(column >= from && column < to);
        }
        assertThat(mask.cardinality()).isEqualTo(to - from);
    }

    @Test
    void sharedPixelsAndUnionAgreeWithPixelByPixelCounts() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            BitMask a = Masks.random(random, 1 + random.nextInt(150), 1 + random.nextInt(20), 0.5);
            BitMask b = Masks.random(random, 1 + random.nextInt(150), 1 + random.nextInt(20), 0.5);
            long shared = 0;
            for (int y = a.y(); y < a.y() + a.height(); y++) {
                for (int x = a.x(); x < a.x() + a.width(); x++) {
                    shared += a.get(x - a.x(), y - a.y()) && b.get(x - b.x(), y - b.y()) ? 1 : 0;
                }
            }

            assertThat(a.sharedPixels(b)).isEqualTo(shared);
            assertThat(b.sharedPixels(a)).isEqualTo(shared);

            BitMask union = new BitMask(-40, -40, 300, 120);
            union.or(a);
            union.or(b);
            assertThat(union.cardinality()).isEqualTo(a.cardinality() + b.cardinality() - shared);
            assertThat(union.sharedPixels(a)).isEqualTo(a.cardinality());
            assertThat(union.sharedPixels(b)).isEqualTo(b.cardinality());
        }
    }

    @Test
    void aMaskThatSticksOutCannotBeAdded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BitMask(0, 0, 4, 4).or(new BitMask(3, 0, 2, 1)))
                .withMessageContaining("2 x 1 at 3, 0");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "63, 3", "64, 2", "65, 2", "130, 5"})
    void theInverseHasTheOtherPixels(int width, int height) {
        BitMask mask = Masks.random(new Random(3), width, height, 0.4);

        BitMask inverse = mask.inverse();

        assertThat(inverse.x()).isEqualTo(mask.x());
        assertThat(inverse.y()).isEqualTo(mask.y());
        assertThat(inverse.cardinality() + mask.cardinality()).isEqualTo((long) width * height);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                assertThat(inverse.get(column, row)).isNotEqualTo(mask.get(column, row));
            }
        }
    }

    @Test
    void trimmingLeavesThePixelsAndTakesTheRest() {
        assertThat(new BitMask(4, 5, 100, 3).trimmed()).isEmpty();

        BitMask trimmed = Masks.drawAt(-3, 7, "......", "..#...", "...##.", "......")
                .trimmed()
                .orElseThrow();
        assertThat(trimmed.x()).isEqualTo(-1);
        assertThat(trimmed.y()).isEqualTo(8);
        assertThat(Masks.drawing(trimmed)).containsExactly("#..", ".##");
    }

    @Test
    void trimmedMasksOfAnyPlaceAndSizeHaveTheSamePixels() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            int width = 1 + random.nextInt(200);
            int height = 1 + random.nextInt(6);
            BitMask mask = Masks.random(random, width, height, 0.01);
            BitMask trimmed = mask.trimmed().orElse(null);
            if (trimmed == null) {
                assertThat(mask.cardinality()).isZero();
                continue;
            }
            assertThat(trimmed.cardinality()).isEqualTo(mask.cardinality());
            assertThat(trimmed.sharedPixels(mask)).isEqualTo(mask.cardinality());
            assertThat(touches(trimmed, 0, -1)).isTrue();
            assertThat(touches(trimmed, trimmed.width() - 1, -1)).isTrue();
            assertThat(touches(trimmed, -1, 0)).isTrue();
            assertThat(touches(trimmed, -1, trimmed.height() - 1)).isTrue();
        }
    }

    /** Whether any pixel of a column or of a row is set; the other of the two is -1. */
    private static boolean touches(BitMask mask, int column, int row) {
        for (int i = 0; i < Math.max(mask.width(), mask.height()); i++) {
            if (mask.get(column < 0 ? i : column, row < 0 ? i : row)) {
                return true;
            }
        }
        return false;
    }
}
