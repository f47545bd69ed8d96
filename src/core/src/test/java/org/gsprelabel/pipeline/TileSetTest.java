package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.api.Test;

class TileSetTest {

    /** 7 columns and 5 rows. */
    private static final TileGrid GRID = new TileGrid(7 * 12 + 4, 5 * 12 + 4, 16, 4);

    @Test
    void tilesComeRowByRow() {
        TileSet tiles = TileSet.of(List.of(new TileId(3, 1), new TileId(0, 6), new TileId(3, 0)));

        assertThat(tiles).containsExactly(new TileId(0, 6), new TileId(3, 0), new TileId(3, 1));
        assertThat(tiles.contains(new TileId(0, 6))).isTrue();
        assertThat(tiles.contains(new TileId(1, 6))).isFalse();
    }

    @Test
    void anEmptySetHasNoTile() {
        assertThat(new TileSet()).isEmpty();
        assertThatThrownBy(() -> new TileSet().iterator().next()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aGridHasAllOfThem() {
        assertThat(TileSet.all(GRID)).hasSize(35).contains(new TileId(4, 6));
    }

    @Test
    void neighboursAreTheTilesWhoseWindowsShareAPixel() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 50; round++) {
            TreeSet<TileId> some = new TreeSet<>();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                some.add(new TileId(random.nextInt(5), random.nextInt(7)));
            }
            List<TileId> expected = new ArrayList<>();
            for (TileId tile : TileSet.all(GRID)) {
                if (some.stream().anyMatch(other -> GRID.strip(tile, other).isPresent())) {
                    expected.add(tile);
                }
            }
            assertThat(TileSet.of(some).withNeighbours(GRID)).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void withoutOverlapThereAreNoNeighbours() {
        TileSet one = TileSet.of(List.of(new TileId(1, 1)));

        assertThat(one.withNeighbours(new TileGrid(64, 64, 16, 0))).containsExactly(new TileId(1, 1));
    }
}
