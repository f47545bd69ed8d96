package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.gsprelabel.tile.TileId;

/** Takes tiles together, so many at once; fewer at the end. */
final class Batches implements Iterator<List<TileId>> {

    private final Iterator<TileId> tiles;
    private final int size;

    Batches(Iterator<TileId> tiles, int size) {
        this.tiles = tiles;
        this.size = size;
    }

    @Override
    public boolean hasNext() {
        return tiles.hasNext();
    }

    @Override
    public List<TileId> next() {
        List<TileId> batch = new ArrayList<>(Math.min(size, 16));
        do {
            batch.add(tiles.next());
        } while (batch.size() < size && tiles.hasNext());
        return batch;
    }
}
