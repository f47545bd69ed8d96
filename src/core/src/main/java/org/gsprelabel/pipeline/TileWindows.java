package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.gsprelabel.inference.Stage;
import org.gsprelabel.inference.StageClock;
import org.gsprelabel.raster.FilledWindow;
import org.gsprelabel.raster.WindowReader;
import org.gsprelabel.tile.Tile;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;

/** Reads the windows of tiles, and tells those without a valid pixel from the others. Safe for use by several threads. */
final class TileWindows {

    /** A tile with a valid pixel. */
    record Seen(Tile tile, FilledWindow window) {}

    private final WindowReader reader;
    private final TileGrid grid;
    private final StageClock clock;

    TileWindows(WindowReader reader, TileGrid grid, StageClock clock) {
        this.reader = reader;
        this.grid = grid;
        this.clock = clock;
    }

    /**
     * Works on the windows of some tiles.
     *
     * @param skipped the outcome of a tile without a valid pixel
     * @param work the outcomes of the others, in their order; not called where there are none
     * @return an outcome for each tile, in the order of the ids
     */
    <T> List<T> map(List<TileId> ids, Function<TileId, T> skipped, Function<List<Seen>, List<T>> work) {
        List<Tile> tiles = ids.stream().map(grid::tile).toList();
        List<FilledWindow> windows = tiles.stream()
                .map(tile -> clock.time(Stage.READ, () -> reader.read(tile.window())))
                .toList();
        List<Seen> seen = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            if (windows.get(i).hasValid()) {
                seen.add(new Seen(tiles.get(i), windows.get(i)));
            }
        }
        Iterator<T> worked = seen.isEmpty()
                ? new ArrayList<T>().iterator()
                : work.apply(seen).iterator();
        List<T> outcomes = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            outcomes.add(windows.get(i).hasValid() ? worked.next() : skipped.apply(ids.get(i)));
        }
        return outcomes;
    }
}
