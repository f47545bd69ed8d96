package org.gsprelabel.pipeline;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.gsprelabel.blend.BlockId;
import org.gsprelabel.blend.ScoreBlock;
import org.gsprelabel.blend.TileBlocks;
import org.gsprelabel.blend.TileScores;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;

/**
 * The scores of the tiles that are being worked on: a shelf for each row of tiles, and one for tiles of rows that have
 * gone and may be asked for again. One thread puts and lets go, any read.
 */
final class ScoreStore implements AutoCloseable {

    private final TileGrid grid;
    private final long memoryLimitBytes;
    private final ConcurrentSkipListMap<Integer, ScoreShelf> rows = new ConcurrentSkipListMap<>();
    private final ScoreShelf kept;

    /**
     * @param memoryLimitBytes packed bytes held in memory at most for a row of tiles; what is beyond goes to a file
     */
    ScoreStore(TileGrid grid, long memoryLimitBytes) {
        this.grid = grid;
        this.memoryLimitBytes = memoryLimitBytes;
        this.kept = new ScoreShelf(memoryLimitBytes);
    }

    void put(TileScores scores) {
        rows.computeIfAbsent(scores.tile().row(), row -> new ScoreShelf(memoryLimitBytes))
                .put(scores);
    }

    /** Whether the scores of a tile have been put and not let go. */
    boolean holds(TileId tile) {
        ScoreShelf row = rows.get(tile.row());
        return kept.holds(tile) || (row != null && row.holds(tile));
    }

    /** All but the blocks of a tile that is held. */
    TileScores head(TileId tile) {
        return shelf(tile).head(tile);
    }

    /** A block of a tile that is held; empty where the tile was skipped. */
    Optional<ScoreBlock> block(BlockId id) {
        ScoreShelf shelf = shelf(id.tile());
        return shelf.blocks(id.tile()) == 0
                ? Optional.empty()
                : Optional.of(shelf.block(
                        id.tile(), TileBlocks.of(grid, id.tile()).ids().indexOf(id)));
    }

    /**
     * Lets rows go.
     *
     * @param before rows above this one
     * @param worthKeeping tiles of them that are held on nevertheless
     */
    void letGo(int before, Predicate<TileId> worthKeeping) {
        for (Map.Entry<Integer, ScoreShelf> entry : rows.headMap(before).entrySet()) {
            try (ScoreShelf row = entry.getValue()) {
                row.tiles().stream().filter(worthKeeping).sorted().map(row::get).forEach(kept::put);
            }
            rows.remove(entry.getKey());
        }
    }

    private ScoreShelf shelf(TileId tile) {
        ScoreShelf row = rows.get(tile.row());
        return row != null && row.holds(tile) ? row : kept;
    }

    @Override
    public void close() {
        rows.values().forEach(ScoreShelf::close);
        kept.close();
    }
}
