package org.gsprelabel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.gsprelabel.tile.TileId;
import org.junit.jupiter.api.Test;

class TimedMapTest {

    private static final List<TileId> TILES = List.of(new TileId(0, 0), new TileId(0, 1));

    @Test
    void all_tiles_are_mapped_where_there_is_time() {
        try (TilePool pool = new TilePool(2)) {
            assertThat(columns(TILES, 2, TileId::column, TimeBudget.ofSeconds(pool, 600)))
                    .containsExactly(0, 1);
        }
    }

    @Test
    void a_run_that_finds_the_pool_closed_is_cancelled() {
        TilePool pool = new TilePool(2);
        TimeBudget budget = TimeBudget.ofSeconds(pool, 600);
        pool.close();

        assertThatThrownBy(() -> columns(TILES, 2, TileId::column, budget))
                .isInstanceOf(RunCancelledException.class)
                .hasMessage("cancelled: the server is being shut down");
    }

    /** A tile waits in its work for another one, so there are two at a time, and none of four threads takes a third. */
    @Test
    void no_more_tiles_are_in_work_than_the_run_may_have() {
        List<TileId> tiles =
                IntStream.range(0, 40).mapToObj(column -> new TileId(0, column)).toList();
        AtomicInteger inWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier pair = new CyclicBarrier(2);
        try (TilePool pool = new TilePool(4)) {
            List<Integer> columns = columns(
                    tiles,
                    2,
                    tile -> {
                        most.accumulateAndGet(inWork.incrementAndGet(), Math::max);
                        await(pair);
                        inWork.decrementAndGet();
                        return tile.column();
                    },
                    TimeBudget.ofSeconds(pool, 600));

            assertThat(columns).isEqualTo(IntStream.range(0, 40).boxed().toList());
            assertThat(most).hasValue(2);
        }
    }

    /** The first tile goes on until the map has ended, and the others wait for it. */
    @Test
    void tiles_that_wait_for_their_turn_when_the_time_is_up_are_dropped() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch released = new CountDownLatch(1);
        try (TilePool pool = new TilePool(2)) {
            TimeBudget budget = TimeBudget.ofSeconds(pool, 0);
            List<Integer> columns = columns(
                    TILES,
                    1,
                    tile -> {
                        begun.incrementAndGet();
                        await(ended);
                        return tile.column();
                    },
                    budget);
            ended.countDown();
            budget.afterwards(released::countDown);
            released.await();

            assertThat(columns).isEmpty();
        }
        assertThat(begun).hasValueLessThanOrEqualTo(1);
    }

    @Test
    void what_a_tile_throws_ends_the_map() {
        try (TilePool pool = new TilePool(2)) {
            TimeBudget budget = TimeBudget.ofSeconds(pool, 600);

            assertThatThrownBy(() -> columns(
                            TILES,
                            1,
                            tile -> {
                                throw new IllegalStateException("tile " + tile);
                            },
                            budget))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("tile r0_c0");
        }
    }

    private static List<Integer> columns(
            List<TileId> tiles, int atOnce, Function<TileId, Integer> work, TimeBudget budget) {
        List<Integer> columns = new ArrayList<>();
        TimedMap.forEach(tiles, atOnce, work, budget, () -> {}, (tile, made) -> columns.add(made));
        return columns;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
