package org.gsprelabel.pipeline;

import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.gsprelabel.tile.TileBlock;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;

/** A set of tiles, one bit a tile; iterates row by row. Not safe for use by several threads. */
final class TileSet implements Iterable<TileId> {

    private final TreeMap<Integer, BitSet> rows = new TreeMap<>();

    /** All tiles of a grid. */
    static TileSet all(TileGrid grid) {
        TileSet tiles = new TileSet();
        tiles.add(new TileBlock(new TileId(0, 0), new TileId(grid.rows() - 1, grid.columns() - 1)));
        return tiles;
    }

    static TileSet of(Collection<TileId> ids) {
        TileSet tiles = new TileSet();
        ids.forEach(tiles::add);
        return tiles;
    }

    void add(TileId tile) {
        row(tile.row()).set(tile.column());
    }

    boolean contains(TileId tile) {
        BitSet row = rows.get(tile.row());
        return row != null && row.get(tile.column());
    }

    void add(TileBlock block) {
        for (int row = block.first().row(); row <= block.last().row(); row++) {
            row(row).set(block.first().column(), block.last().column() + 1);
        }
    }

    /** Number of tiles. */
    long size() {
        return rows.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /** Pixels of the windows that lie inside the image; what windows share counts for each. */
    long pixels(TileGrid grid) {
        long sum = 0;
        for (Map.Entry<Integer, BitSet> row : rows.entrySet()) {
            long width = (long) row.getValue().cardinality() * grid.tileSize();
            if (row.getValue().get(grid.columns() - 1)) {
                // only the last window may hang over the edge
                width -= overhang(grid, grid.columns(), grid.width());
            }
            long height = grid.tileSize()
                    - (row.getKey() == grid.rows() - 1 ? overhang(grid, grid.rows(), grid.height()) : 0);
            sum += width * height;
        }
        return sum;
    }

    private static long overhang(TileGrid grid, int count, int length) {
        return (count - 1L) * grid.step() + grid.tileSize() - length;
    }

    /** The tiles and all whose windows share pixels with theirs. */
    TileSet withNeighbours(TileGrid grid) {
        TileSet grown = new TileSet();
        int reach = grid.overlap() > 0 ? 1 : 0;
        for (Map.Entry<Integer, BitSet> entry : rows.entrySet()) {
            BitSet wide = new BitSet();
            for (int column = entry.getValue().nextSetBit(0);
                    column >= 0;
                    column = entry.getValue().nextSetBit(column + 1)) {
                wide.set(Math.max(0, column - reach), Math.min(grid.columns(), column + reach + 1));
            }
            int row = entry.getKey();
            for (int near = Math.max(0, row - reach); near <= Math.min(grid.rows() - 1, row + reach); near++) {
                grown.row(near).or(wide);
            }
        }
        return grown;
    }

    @Override
    public Iterator<TileId> iterator() {
        return new Iterator<>() {
            private Map.Entry<Integer, BitSet> row = rows.firstEntry();
            private int column = row == null ? -1 : nextIn(0);

            private int nextIn(int from) {
                int next = row.getValue().nextSetBit(from);
                while (next < 0) {
                    Map.Entry<Integer, BitSet> below = rows.higherEntry(row.getKey());
                    if (below == null) {
                        return -1;
                    }
                    row = below;
                    next = row.getValue().nextSetBit(0);
                }
                return next;
            }

            @Override
            public boolean hasNext() {
                return column >= 0;
            }

            @Override
            public TileId next() {
                if (column < 0) {
                    throw new NoSuchElementException("no tile is left");
                }
                TileId tile = new TileId(row.getKey(), column);
                column = nextIn(column + 1);
                return tile;
            }
        };
    }

    private BitSet row(int row) {
        return rows.computeIfAbsent(row, key -> new BitSet());
    }
}
