package org.gsprelabel.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;

class TileGridTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1, 8, 0",
        "8, 8, 8, 3",
        "9, 8, 8, 0",
        "100, 70, 16, 0",
        "100, 70, 16, 1",
        "101, 71, 16, 7",
        "64, 64, 16, 4",
        "65, 63, 17, 8",
        "200, 9, 33, 5"
    })
    void coresPartitionTheImageAndLieInTheirWindows(int width, int height, int tileSize, int overlap) {
        TileGrid grid = new TileGrid(width, height, tileSize, overlap);
        int[] answers = new int[width * height];
        for (TileId id : ids(grid)) {
            Tile tile = grid.tile(id);
            assertThat(tile.window().contains(tile.core())).isTrue();
            assertThat(grid.bounds().contains(tile.core())).isTrue();
            assertThat(tile.window().area()).isEqualTo((long) tileSize * tileSize);
            PixelRect core = tile.core();
            for (int y = core.y(); y < core.bottom(); y++) {
                for (int x = core.x(); x < core.right(); x++) {
                    answers[y * width + x]++;
                }
            }
        }

        assertThat(answers).containsOnly(1);
        assertThat(grid.size()).isEqualTo(ids(grid).size());
    }

    @Test
    void aViewLeavesAMarginToNeighboursAndNothingWhereTheImageEnds() {
        TileGrid grid = new TileGrid(36, 20, 16, 6, 2);

        assertThat(grid.tile(new TileId(0, 0)).view()).isEqualTo(new PixelRect(0, 0, 14, 14));
        assertThat(grid.tile(new TileId(0, 1)).view()).isEqualTo(new PixelRect(12, 0, 12, 14));
        // the last window ends with the image, and the lower one behind it
        assertThat(grid.tile(new TileId(1, 2)).view()).isEqualTo(new PixelRect(22, 12, 14, 14));
        assertThat(grid.strip(new TileId(0, 0), new TileId(0, 1))).contains(new PixelRect(12, 0, 2, 14));
        assertThat(grid.cutSides(new TileId(0, 1), new Envelope(12, 20, 3, 14))).containsExactly(Side.S, Side.W);
        assertThat(grid.cutSides(new TileId(0, 1), new Envelope(13, 23, 0, 13))).isEmpty();
    }

    @Test
    void aMarginLeavesNeighboursSomethingInCommon() {
        assertThatThrownBy(() -> new TileGrid(36, 20, 16, 6, 3))
                .hasMessage("margin must be 0 or less than half of the overlap of 6 pixels, got 3 pixels");
    }

    @Test
    void coresPartitionRandomImages() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            int tileSize = 8 + random.nextInt(60);
            int overlap = random.nextInt((tileSize + 1) / 2);
            int width = 1 + random.nextInt(400);
            TileGrid grid = new TileGrid(width, 3, tileSize, overlap);
            int next = 0;
            for (int column = 0; column < grid.columns(); column++) {
                PixelRect core = grid.tile(new TileId(0, column)).core();
                assertThat(core.x()).as("%s column %d", grid, column).isEqualTo(next);
                next = core.right();
            }
            assertThat(next).as("%s", grid).isEqualTo(width);
        }
    }

    @Test
    void everyTileIsNeeded() {
        for (int width = 1; width < 120; width++) {
            TileGrid grid = new TileGrid(width, 1, 16, 5);
            int columns = grid.columns();

            assertThat(grid.tile(new TileId(0, columns - 1)).window().right()).isGreaterThanOrEqualTo(width);
            if (columns > 1) {
                assertThat(grid.tile(new TileId(0, columns - 2)).window().right())
                        .isLessThan(width);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 1", "16, 1", "17, 2", "28, 2", "29, 3"})
    void theNumberOfTilesFollowsFromTheStep(int width, int columns) {
        assertThat(new TileGrid(width, 5, 16, 4).columns()).isEqualTo(columns);
    }

    @Test
    void aTileIsTheSameWhateverTheSizeOfTheImageUnlessItIsTheLast() {
        Tile small = new TileGrid(100, 100, 16, 4).tile(new TileId(2, 3));
        Tile large = new TileGrid(100_000, 90_000, 16, 4).tile(new TileId(2, 3));

        assertThat(small).isEqualTo(large);
        assertThat(small.window()).isEqualTo(new PixelRect(36, 24, 16, 16));
        assertThat(small.core()).isEqualTo(new PixelRect(38, 26, 12, 12));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 7})
    void windowsOfTilesThatAreNoNeighboursNeverMeet(int overlap) {
        TileGrid grid = new TileGrid(100, 80, 16, overlap);
        for (TileId a : ids(grid)) {
            for (TileId b : ids(grid)) {
                boolean neighbours = Math.abs(a.row() - b.row()) <= 1 && Math.abs(a.column() - b.column()) <= 1;
                if (!neighbours) {
                    assertThat(grid.strip(a, b)).isEmpty();
                }
            }
        }
    }

    @Test
    void stripsAreWhatBothWindowsShowOfTheImage() {
        TileGrid grid = new TileGrid(40, 20, 16, 4);

        assertThat(grid.strip(new TileId(0, 0), new TileId(0, 1))).contains(new PixelRect(12, 0, 4, 16));
        assertThat(grid.strip(new TileId(0, 1), new TileId(0, 0))).contains(new PixelRect(12, 0, 4, 16));
        assertThat(grid.strip(new TileId(0, 0), new TileId(1, 1))).contains(new PixelRect(12, 12, 4, 4));
        assertThat(grid.strip(new TileId(1, 0), new TileId(1, 1)))
                .as("cut off at the edge of the image")
                .contains(new PixelRect(12, 12, 4, 8));
        assertThat(new TileGrid(40, 20, 16, 0).strip(new TileId(0, 0), new TileId(0, 1)))
                .isEmpty();
    }

    @Test
    void tilesTouchingAreThoseWhoseWindowsOverlapTheEnvelope() {
        Random random = new Random(2);
        TileGrid grid = new TileGrid(100, 80, 16, 5);
        for (int round = 0; round < 2000; round++) {
            double x = random.nextInt(280) / 2.0 - 20;
            double y = random.nextInt(240) / 2.0 - 20;
            Envelope envelope =
                    new Envelope(x, x + 0.5 + random.nextInt(60) / 2.0, y, y + 0.5 + random.nextInt(60) / 2.0);
            List<TileId> expected = new ArrayList<>();
            for (TileId id : ids(grid)) {
                PixelRect window = grid.tile(id).window();
                if (envelope.getMinX() < window.right()
                        && envelope.getMaxX() > window.x()
                        && envelope.getMinY() < window.bottom()
                        && envelope.getMaxY() > window.y()) {
                    expected.add(id);
                }
            }

            List<TileId> found = new ArrayList<>();
            grid.tilesTouching(envelope).ifPresent(block -> block.forEach(found::add));
            assertThat(found).as("%s", envelope).isEqualTo(expected);
            assertThat(grid.tilesTouching(envelope).map(TileBlock::size).orElse(0L))
                    .isEqualTo(expected.size());
        }
        assertThat(grid.tilesTouching(new Envelope())).isEmpty();
    }

    /** Windows of 8 pixels every 5: the last of 16,000 begins at 79,995, window i is i * 5 to i * 5 + 8. */
    @ParameterizedTest
    @CsvSource({
        // all: a list of so many tiles would fill this machine's heap
        "0, 80000, 0, 80000, 256000000",
        // beyond the image on all sides
        "-9, 90000, -9, 90000, 256000000",
        // windows 0 to 1 see column 5 to 6, windows 1 to 2 row 10 to 11
        "5, 6, 10, 11, 4",
        // window 0 ends at 8, and window 2 begins at 10
        "8, 10, 0, 5, 1",
        // the last window alone sees the last two columns, 15,999 windows end beyond 8
        "79998, 80000, 8, 80000, 15999",
        "-5, 0, 0, 80000, 0"
    })
    void tiles_are_counted_without_being_listed(double left, double right, double top, double bottom, long count) {
        TileGrid grid = new TileGrid(80_000, 80_000, 8, 3);

        assertThat(grid.tilesTouching(new Envelope(left, right, top, bottom))
                        .map(TileBlock::size)
                        .orElse(0L))
                .isEqualTo(count);
    }

    /** Windows of 16 pixels every 12, columns at 0, 12, 24 (16 pixels left), rows at 0, 12 (8 left). */
    @Test
    void the_pixels_of_a_block_are_those_of_its_windows_inside_the_image() {
        TileGrid grid = new TileGrid(40, 20, 16, 4);

        assertThat(grid.pixels(new TileBlock(new TileId(0, 0), new TileId(0, 1))))
                .isEqualTo(32 * 16);
        assertThat(grid.pixels(new TileBlock(new TileId(0, 0), new TileId(1, 2))))
                .isEqualTo(48 * 24);
        assertThat(grid.pixels(new TileBlock(new TileId(1, 2), new TileId(1, 2))))
                .isEqualTo(16 * 8);
    }

    @ParameterizedTest
    @CsvSource({
        // Window 12..28 by 12..28, image 40 x 40.
        "1, 1, 13, 27, 13, 27, ''",
        "1, 1, 12, 20, 13, 27, W",
        "1, 1, 13, 28, 13, 27, E",
        "1, 1, 13, 20, 12, 20, N",
        "1, 1, 13, 20, 13, 28, S",
        "1, 1, 12, 28, 12, 28, NESW",
        "1, 1, 10, 20, 13, 27, W",
        // The sides of the image cut nothing.
        "0, 0, 0, 5, 0, 5, ''",
        "0, 0, 0, 16, 0, 16, ES",
        // The last window hangs over the edge or ends there.
        "2, 2, 30, 40, 30, 40, ''",
        "2, 2, 24, 40, 24, 40, NW"
    })
    void cutSidesAreThoseInsideTheImageThatTheShapeReaches(
            int row, int column, double minX, double maxX, double minY, double maxY, String sides) {
        TileGrid grid = new TileGrid(40, 40, 16, 4);

        assertThat(Side.letters(grid.cutSides(new TileId(row, column), new Envelope(minX, maxX, minY, maxY))))
                .isEqualTo(sides);
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 0.125, 1, 128",
        "1024, 0.125, 32, 128",
        "1024, 0, 32, 0",
        "1000, 0.125, 32, 136", // step 875 down to 864
        "640, 0.1, 32, 64",
        "640, 0.11, 32, 96", // 71 up to a step of 544
        "512, 0.45, 1, 231", // 230.4 up
        "512, 0.45, 32, 231", // a step of 256 would be half a tile
        "100, 0.45, 64, 45", // a step of 64 is not reached
        "64, 0.1, 64, 7", // no whole stride fits
        "100, 0.07, 1, 7", // 7.000000000000001 in doubles
        "8, 0.45, 1, 3" // 4 would be half a tile
    })
    void overlapIsRoundedUpToKeepThePhaseOfTheStride(int tileSize, double fraction, int stride, int expected) {
        int overlap = TileGrid.overlapPixels(tileSize, fraction, stride);

        assertThat(overlap).isEqualTo(expected);
        assertThat(new TileGrid(10, 10, tileSize, overlap).overlap()).isEqualTo(expected);
    }

    @Test
    void everyOverlapIsAllowedInAGridAndNoLessThanWanted() {
        for (int tileSize = 8; tileSize <= 200; tileSize++) {
            for (int stride = 1; stride <= 64; stride *= 2) {
                for (double fraction = 0; fraction <= 0.45; fraction += 0.05) {
                    int overlap = TileGrid.overlapPixels(tileSize, fraction, stride);
                    assertThat(2 * overlap).isLessThan(tileSize);
                    assertThat((double) overlap)
                            .isGreaterThanOrEqualTo(Math.min(fraction * tileSize, (tileSize - 1) / 2) - 1e-6);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 0.46, 1, Double.NaN, Double.POSITIVE_INFINITY})
    void anOverlapOutOfRangeIsRefused(double fraction) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TileGrid.overlapPixels(1024, fraction, 1))
                .withMessageContaining("" + fraction);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5, 8, 0, 0 x 5",
        "5, 0, 8, 0, 5 x 0",
        "5, 5, 7, 0, got 7",
        "5, 5, 8, 4, got 4",
        "5, 5, 8, -1, got -1"
    })
    void gridsThatCannotBeAreRefused(int width, int height, int tileSize, int overlap, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TileGrid(width, height, tileSize, overlap))
                .withMessageContaining(message);
    }

    @Test
    void aTileThatTheGridLacksIsRefused() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> new TileGrid(40, 20, 16, 4).tile(new TileId(2, 0)))
                .withMessageContaining("r2_c0")
                .withMessageContaining("2 rows and 3 columns");
    }

    @Test
    void theLargestImageStillHasItsLastTile() {
        int size = Integer.MAX_VALUE / 2;
        TileGrid grid = new TileGrid(size, size, 1024, 128);

        Tile last = grid.tile(new TileId(grid.rows() - 1, grid.columns() - 1));

        assertThat(last.core().right()).isEqualTo(size);
        assertThat(last.core().bottom()).isEqualTo(size);
        assertThat(grid.tilesTouching(new Envelope(size - 1.0, size, size - 1.0, size)))
                .hasValue(new TileBlock(last.id(), last.id()));
    }

    private static List<TileId> ids(TileGrid grid) {
        List<TileId> ids = new ArrayList<>();
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                ids.add(new TileId(row, column));
            }
        }
        return ids;
    }
}
