package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.api.Test;

class TimedMapTest {

    private static final List<TileId> TILES = List.of(new TileId(0, 0), new TileId(0, 1));

    @Test
    void all_tiles_are_mapped_where_there_is_time() {
        try (TilePool pool = new TilePool(2)) {
            assertThat(TimedMap.of(TILES, TileId::column, TimeBudget.ofSeconds(pool, 600), () -> {}))
                    .isEqualTo(Map.of(TILES.get(0), 0, TILES.get(1), 1));
        }
    }

    @Test
    void a_run_that_finds_the_pool_closed_is_cancelled() {
        TilePool pool = new TilePool(2);
        TimeBudget budget = TimeBudget.ofSeconds(pool, 600);
        pool.close();

        assertThatThrownBy(() -> TimedMap.of(TILES, TileId::column, budget, () -> {}))
                .isInstanceOf(RunCancelledException.class)
                .hasMessage("cancelled: the server is being shut down");
    }
}
