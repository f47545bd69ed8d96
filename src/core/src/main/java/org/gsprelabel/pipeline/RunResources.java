package org.gsprelabel.pipeline;

import java.util.Optional;
import org.gsprelabel.model.Caller;

/**
 * What a run may use beside its own threads.
 *
 * @param tiles where what models say of tiles is remembered; never changes the outcome
 * @param limits held against the run before a pixel is read, and as it grows
 * @param budget how long it may wait for tiles; empty for as long as it takes, with threads of its own
 */
public record RunResources(Optional<TileCache> tiles, RunLimits limits, Optional<TimeBudget> budget) {

    /** Nothing, and without limits. */
    public static final RunResources NONE = new RunResources(Optional.empty(), RunLimits.NONE, Optional.empty());

    /** A memory for tiles. */
    public static RunResources remembering(TileCache tiles) {
        return NONE.with(tiles);
    }

    /** The same, with a memory for tiles. */
    public RunResources with(TileCache memory) {
        return new RunResources(Optional.of(memory), limits, budget);
    }

    /** The same, whose waits for other runs are the caller's. */
    public RunResources forCaller(Caller caller) {
        return new RunResources(tiles.map(memory -> memory.forCaller(caller)), limits, budget);
    }

    /** The same, with limits. */
    public RunResources within(RunLimits given) {
        return new RunResources(tiles, given, budget);
    }

    /** The same, for a while only. */
    public RunResources within(TimeBudget time) {
        return new RunResources(tiles, limits, Optional.of(time));
    }
}
