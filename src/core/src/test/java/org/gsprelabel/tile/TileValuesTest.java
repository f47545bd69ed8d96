package org.gsprelabel.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileValuesTest {

    @ParameterizedTest
    @CsvSource({"r0_c0, 0, 0", "r12_c7, 12, 7", "r999999999_c1, 999999999, 1"})
    void tileIdsAreReadAsTheyAreWritten(String text, int row, int column) {
        assertThat(TileId.parse(text)).isEqualTo(new TileId(row, column));
        assertThat(new TileId(row, column)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12_7", "r1c2", "r-1_c2", "r1_c2 ", "R1_C2", "r9999999999_c1"})
    void textsThatAreNoTileIdAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TileId.parse(text))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void tileIdsAreOrderedRowByRow() {
        assertThat(new TreeSet<>(Set.of(new TileId(1, 0), new TileId(0, 2), new TileId(0, 10), new TileId(2, 1))))
                .containsExactly(new TileId(0, 2), new TileId(0, 10), new TileId(1, 0), new TileId(2, 1));
    }

    @Test
    void negativeTilesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TileId(-1, 3)).withMessageContaining("row -1");
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "N, N", "WSEN, NESW", "EW, EW", "SS, S"})
    void sidesAreWrittenInOneOrderAndReadInAny(String text, String letters) {
        assertThat(Side.letters(Side.parse(text))).isEqualTo(letters);
    }

    @Test
    void otherLettersAreNoSides() {
        assertThatIllegalArgumentException().isThrownBy(() -> Side.parse("NX")).withMessageContaining("'NX'");
    }

    @Test
    void rectanglesIntersectInWholePixels() {
        PixelRect rect = new PixelRect(2, 3, 5, 4);

        assertThat(rect.intersection(new PixelRect(6, 0, 9, 5))).contains(new PixelRect(6, 3, 1, 2));
        assertThat(rect.intersection(new PixelRect(7, 3, 5, 4)))
                .as("edges only")
                .isEmpty();
        assertThat(rect.contains(new PixelRect(2, 3, 5, 4))).isTrue();
        assertThat(rect.contains(new PixelRect(2, 3, 6, 4))).isFalse();
        assertThat(rect.area()).isEqualTo(20);
        assertThat(new PixelRect(0, 0, 100_000, 100_000).area()).isEqualTo(10_000_000_000L);
    }

    @Test
    void emptyRectanglesAndThoseBeyondTheIntegersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PixelRect(0, 0, 0, 1))
                .withMessageContaining("0 x 1");
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new PixelRect(Integer.MAX_VALUE, 0, 1, 1));
    }

    @Test
    void aCoreLiesInItsWindow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tile(
                        new TileId(1, 2),
                        new PixelRect(0, 0, 8, 8),
                        new PixelRect(0, 0, 8, 8),
                        new PixelRect(4, 4, 5, 2)))
                .withMessageContaining("r1_c2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tile(
                        new TileId(1, 2),
                        new PixelRect(0, 0, 8, 8),
                        new PixelRect(0, 0, 9, 8),
                        new PixelRect(4, 4, 2, 2)))
                .withMessageContaining("view");
    }
}
