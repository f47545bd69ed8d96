package org.gsprelabel.pipeline;

import java.util.Optional;

/**
 * What a run may use beside its own threads, and how much it may do.
 *
 * @param tiles where what models say of tiles is remembered; never changes the outcome
 * @param limits held against the run before a pixel is read, and as it grows
 */
public record RunResources(Optional<TileCache> tiles, RunLimits limits) {

    /** Nothing, and without limits. */
    public static final RunResources NONE = new RunResources(Optional.empty(), RunLimits.NONE);

    /** A memory for tiles. */
    public static RunResources remembering(TileCache tiles) {
        return NONE.with(tiles);
    }

    /** The same, with a memory for tiles. */
    public RunResources with(TileCache memory) {
        return new RunResources(Optional.of(memory), limits);
    }

    /** The same, with limits. */
    public RunResources within(RunLimits given) {
        return new RunResources(tiles, given);
    }
}
