package org.gsprelabel.vectorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gsprelabel.vectorize.Masks.draw;
import static org.gsprelabel.vectorize.Masks.drawing;

import java.util.Random;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.MaskCleaning.Operation;
import org.gsprelabel.vectorize.MaskCleaning.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskCleaningTest {

    @Test
    void readsStepsInTheirOrderInPixelsAndOnTheGround() {
        assertThat(MaskCleaning.parse("open=1, close=0.5m,fill=20 , remove = 2m2, erode=1.5, dilate=0.26m", 0.1)
                        .steps())
                .containsExactly(
                        new Step(Operation.OPEN, 1),
                        new Step(Operation.CLOSE, 5),
                        new Step(Operation.FILL, 20),
                        new Step(Operation.REMOVE, 200),
                        new Step(Operation.ERODE, 1.5),
                        new Step(Operation.DILATE, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''         | maskCleaning must be steps with commas between them",
                "polish=1   | got 'polish=1'",
                "open       | maskCleaning open must be a number of pixels, or of metres with m behind it, as in open=2m; got 'open'",
                "open=1m2   | got 'open=1m2'",
                "fill=1m    | maskCleaning fill must be a number of pixels, or of square metres with m2 behind it",
                "open=1.2.3 | got 'open=1.2.3'",
                "open=0.5   | maskCleaning open must be a radius of 1 to 256 pixels, got 0.5 pixels",
                "close=257  | got 257.0 pixels",
                "close=-1   | got 'close=-1'",
                "fill=1.5   | maskCleaning fill must be an area of at least 1 whole pixel, got 1.5 pixels",
                "open=0.04m | 'open=0.04m' is less than half a pixel of 0.100 m and would do nothing",
                "open=1,    | got ''"
            })
    void refusesWhatItCannotReadInOneSentence(String text, String message) {
        assertThatThrownBy(() -> MaskCleaning.parse(text, 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void stepsFollowOneAnother() {
        BitMask mask = draw(
                "..........", //
                ".#######..",
                ".###.###..",
                ".#######..",
                ".........#",
                "..........");
        PixelRect window = new PixelRect(-1, -1, 12, 8);
        assertThat(drawing(MaskCleaning.parse("fill=1, remove=1", 1).apply(mask, window)))
                .containsExactly(
                        "..........", //
                        ".#######..",
                        ".#######..",
                        ".#######..",
                        "..........",
                        "..........");
        // opened first, the hole eats what surrounds it
        assertThat(MaskCleaning.parse("fill=1, open=1.5", 1).apply(mask, window).cardinality())
                .isEqualTo(21);
        assertThat(MaskCleaning.parse("open=1.5, fill=1", 1).apply(mask, window).cardinality())
                .isEqualTo(18);
    }

    /** Regions that are no longer than a square of their area reach no further than the margin. */
    @ParameterizedTest
    @ValueSource(strings = {"remove=9", "remove=4", "fill=9"})
    void windowsAgreeOnCompactRegions(String text) {
        MaskCleaning cleaning = MaskCleaning.parse(text, 1);
        PixelRect image = new PixelRect(0, 0, 96, 32);
        Random random = new Random(9);
        for (int round = 0; round < 40; round++) {
            BitMask squares = new BitMask(0, 0, 96, 32);
            for (int cell = 0; cell < 36; cell++) {
                int side = 1 + random.nextInt(3);
                for (int row = 0; row < side; row++) {
                    int left = cell % 12 * 8 + 2;
                    squares.setRun(cell / 12 * 8 + 3 + row, left, left + side);
                }
            }
            BitMask mask = text.startsWith("fill") ? squares.inverse() : squares;
            BitMask whole = cleaning.apply(mask, image);
            for (int end = 40; end < 56; end++) {
                PixelRect left = new PixelRect(0, 0, end, 32);
                PixelRect certain = new PixelRect(0, 0, end - cleaning.reach(), 32);
                assertThat(drawing(cleaning.apply(mask.within(left), left).within(certain)))
                        .isEqualTo(drawing(whole.within(certain)));
            }
        }
    }

    /** Two windows that overlap by more than twice the reach say the same wherever one of them may be asked. */
    @ParameterizedTest
    @ValueSource(strings = {"erode=2", "dilate=3", "open=1", "close=2.5", "open=1, close=2"})
    void windowsAgreeWithTheWholeBeyondTheirReach(String text) {
        MaskCleaning cleaning = MaskCleaning.parse(text, 1);
        Random random = new Random(7);
        PixelRect image = new PixelRect(0, 0, 120, 60);
        for (int round = 0; round < 20; round++) {
            // opened, so that not all is noise that each step wipes away
            BitMask mask = MaskMorphology.open(Masks.random(random, image, 0.75), image, 1);
            BitMask whole = cleaning.apply(mask, image);
            PixelRect left = new PixelRect(0, 0, 70, 60);
            int reach = cleaning.reach();
            PixelRect certain = new PixelRect(0, 0, 70 - reach, 60);
            assertThat(drawing(cleaning.apply(mask.within(left), left).within(certain)))
                    .isEqualTo(drawing(whole.within(certain)));
            PixelRect right = new PixelRect(40, 0, 80, 60);
            certain = new PixelRect(40 + reach, 0, 80 - reach, 60);
            assertThat(drawing(cleaning.apply(mask.within(right), right).within(certain)))
                    .isEqualTo(drawing(whole.within(certain)));
        }
    }
}
