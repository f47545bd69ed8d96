package org.gsprelabel.pipeline;

import java.util.List;
import java.util.function.Consumer;
import org.gsprelabel.tile.TileId;

/** Maps tiles to results, with several threads. May be used again and again, with other tiles each time. */
interface TileMap extends AutoCloseable {

    /**
     * Hands over the result of each tile that there is time for, in the order of the tiles and on the calling thread.
     *
     * @param wanted tiles
     * @param poll called on the calling thread between pieces of work that give no result yet, and while it waits for one; what it throws ends the map
     * @param sink takes the results
     */
    void forEach(TileSet wanted, Runnable poll, Consumer<TileResult> sink);

    /** Sentences for the report on what a user may not expect. */
    List<String> notes();

    /** Sentences on what the server remembered and what went wrong with that. */
    List<String> serverNotes();

    /** Number of tiles that the model was not asked, since its answer was remembered. */
    long remembered();

    /** Tiles that were wanted and not handed over, since there was no time for them; row by row. */
    default List<TileId> unfinished() {
        return List.of();
    }

    /** Gives memory and files back. */
    @Override
    void close();
}
