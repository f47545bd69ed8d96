package org.gsprelabel.blend;

import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;

/**
 * How the window of a tile falls into blocks, row by row: nine inside a grid, fewer at its edge, one without overlap.
 *
 * @param tile whose window it is
 * @param rows spans of its rows
 * @param columns spans of its columns
 */
public record TileBlocks(TileId tile, List<Span> rows, List<Span> columns) {

    public TileBlocks {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }

    /** The blocks of a tile of a grid. */
    public static TileBlocks of(TileGrid grid, TileId tile) {
        return new TileBlocks(
                tile,
                Span.of(tile.row(), grid.rows(), grid.tileSize(), grid.overlap()),
                Span.of(tile.column(), grid.columns(), grid.tileSize(), grid.overlap()));
    }

    /** The blocks in order. */
    public List<BlockId> ids() {
        List<BlockId> ids = new ArrayList<>(rows.size() * columns.size());
        for (Span row : rows) {
            for (Span column : columns) {
                ids.add(new BlockId(tile, row.side(), column.side()));
            }
        }
        return ids;
    }
}
