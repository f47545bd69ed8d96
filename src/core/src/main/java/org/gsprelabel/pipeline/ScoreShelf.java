package org.gsprelabel.pipeline;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.gsprelabel.blend.ScoreBlock;
import org.gsprelabel.blend.TileScores;
import org.gsprelabel.tile.TileId;

/**
 * The scores of some tiles, block by block; what outgrows memory moves to temporary files, which are gone when the shelf is
 * closed. One thread puts, any read.
 */
final class ScoreShelf implements AutoCloseable {

    private record Place(long head, long firstBlock, int blocks) {}

    private final SpillStore<TileScores> heads;
    private final SpillStore<ScoreBlock> blocks;
    private final ConcurrentMap<TileId, Place> places = new ConcurrentHashMap<>();

    /**
     * @param memoryLimitBytes packed bytes held in memory at most
     */
    ScoreShelf(long memoryLimitBytes) {
        this.heads = new SpillStore<>(new TileScoresCodec(), memoryLimitBytes / 8, 1);
        this.blocks = new SpillStore<>(new ScoreBlockCodec(), memoryLimitBytes - memoryLimitBytes / 8, 1);
    }

    void put(TileScores scores) {
        Place place = new Place(heads.size(), blocks.size(), scores.blocks().size());
        heads.add(scores.withoutBlocks());
        scores.blocks().forEach(blocks::add);
        places.put(scores.tile(), place);
    }

    boolean holds(TileId tile) {
        return places.containsKey(tile);
    }

    Set<TileId> tiles() {
        return places.keySet();
    }

    /** All but the blocks of a tile that the shelf holds. */
    TileScores head(TileId tile) {
        return heads.get(place(tile).head());
    }

    /** A block of a tile that the shelf holds, by its number. */
    ScoreBlock block(TileId tile, int number) {
        return blocks.get(place(tile).firstBlock() + number);
    }

    /** Number of blocks of a tile that the shelf holds. */
    int blocks(TileId tile) {
        return place(tile).blocks();
    }

    /** All of a tile that the shelf holds. */
    TileScores get(TileId tile) {
        TileScores head = head(tile);
        List<ScoreBlock> read = IntStream.range(0, blocks(tile))
                .mapToObj(number -> block(tile, number))
                .toList();
        return new TileScores(tile, head.valid(), head.channels(), head.rejections(), read);
    }

    private Place place(TileId tile) {
        Place place = places.get(tile);
        if (place == null) {
            throw new IllegalStateException("no scores of tile " + tile);
        }
        return place;
    }

    @Override
    public void close() {
        heads.close();
        blocks.close();
    }
}
