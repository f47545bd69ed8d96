package org.gsprelabel.pipeline;

import java.util.Optional;

/**
 * What a run may use beside its own threads.
 *
 * @param tiles where what models say of tiles is remembered; never changes the outcome
 */
public record RunResources(Optional<TileCache> tiles) {

    /** Nothing. */
    public static final RunResources NONE = new RunResources(Optional.empty());

    /** A memory for tiles. */
    public static RunResources remembering(TileCache tiles) {
        return new RunResources(Optional.of(tiles));
    }
}
