package org.gsprelabel.tile;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The tiles of a row and column from a first to a last, both among them. Nothing is held for a tile, so a block may be of any
 * size; iterates row by row.
 *
 * @param first tile at the upper left
 * @param last tile at the lower right
 */
public record TileBlock(TileId first, TileId last) implements Iterable<TileId> {

    public TileBlock {
        if (last.row() < first.row() || last.column() < first.column()) {
            throw new IllegalArgumentException(
                    "block of tiles must not end before it begins, got " + first + " to " + last);
        }
    }

    public int rows() {
        return last.row() - first.row() + 1;
    }

    public int columns() {
        return last.column() - first.column() + 1;
    }

    /** Number of tiles. */
    public long size() {
        return (long) rows() * columns();
    }

    @Override
    public Iterator<TileId> iterator() {
        return new Iterator<>() {
            private int row = first.row();
            private int column = first.column();

            @Override
            public boolean hasNext() {
                return row <= last.row();
            }

            @Override
            public TileId next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("no tile is left");
                }
                TileId tile = new TileId(row, column);
                if (column < last.column()) {
                    column++;
                } else {
                    column = first.column();
                    row++;
                }
                return tile;
            }
        };
    }
}
