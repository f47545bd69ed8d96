package org.gsprelabel.pipeline;

import java.util.List;
import java.util.function.Function;

/**
 * Stands between the windows of tiles and the work on them.
 *
 * @param <T> what the work gives for a tile
 */
interface TileMemory<T> {

    /**
     * What the work gives for some tiles.
     *
     * @param tiles in order
     * @param work for those that are not remembered
     * @return in the order of the tiles
     */
    List<T> get(List<TileWindows.Seen> tiles, Function<List<TileWindows.Seen>, List<T>> work);

    /** Number of tiles that no work was done for. */
    long remembered();

    /** Sentences on what went wrong. */
    List<String> notes();

    /** Remembers nothing. */
    static <T> TileMemory<T> none() {
        return new TileMemory<>() {
            @Override
            public List<T> get(List<TileWindows.Seen> tiles, Function<List<TileWindows.Seen>, List<T>> work) {
                return work.apply(tiles);
            }

            @Override
            public long remembered() {
                return 0;
            }

            @Override
            public List<String> notes() {
                return List.of();
            }
        };
    }
}
