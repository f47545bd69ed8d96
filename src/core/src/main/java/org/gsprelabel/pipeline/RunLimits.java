package org.gsprelabel.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run may ask of the machine that it shares with others.
 *
 * @param tiles given to the model
 * @param pixels read, see {@link RunExtent}
 * @param features in the result
 */
public record RunLimits(Limit tiles, Limit pixels, Limit features) {

    /** Allows everything. */
    public static final RunLimits NONE = new RunLimits(Limit.NONE, Limit.NONE, Limit.NONE);

    /** One sentence for each limit that a run would exceed, with the number, the limit and its name; none when it is allowed. */
    public List<String> exceededBy(RunExtent extent) {
        List<String> sentences = new ArrayList<>();
        String atLeast = extent.complete() ? "" : "at least ";
        if (!tiles.allows(extent.tiles())) {
            sentences.add("the request needs " + atLeast + extent.tiles() + " tiles, " + tiles.name() + " allows "
                    + tiles.most() + "; ask for a smaller roi, larger tiles or a coarser resolution");
        }
        if (!pixels.allows(extent.pixels())) {
            sentences.add("the request reads " + atLeast + extent.pixels() + " pixels, " + pixels.name() + " allows "
                    + pixels.most() + "; ask for a smaller roi or a coarser resolution");
        }
        return sentences;
    }

    /**
     * Refuses what would be too much.
     *
     * @throws IllegalArgumentException with the first sentence
     */
    public void requireAllowed(RunExtent extent) {
        List<String> exceeded = exceededBy(extent);
        if (!exceeded.isEmpty()) {
            throw new IllegalArgumentException(exceeded.get(0));
        }
    }

    /**
     * Refuses a run that turns out to need more tiles than were counted before it.
     *
     * @param count tiles that it needs as far as is known
     * @throws IllegalArgumentException when there are too many
     */
    void requireTiles(long count) {
        if (!tiles.allows(count)) {
            throw new IllegalArgumentException("the request needs more than " + tiles.most() + " tiles, " + tiles.name()
                    + " allows no more; ask for a smaller roi, larger tiles or a coarser resolution");
        }
    }

    /**
     * Refuses a result that grows too large.
     *
     * @param count features so far
     * @throws IllegalArgumentException when there are too many
     */
    void requireFeatures(long count) {
        if (!features.allows(count)) {
            throw new IllegalArgumentException(
                    "there are more than " + features.most() + " features, " + features.name()
                            + " allows no more; ask for a smaller roi, or for a larger minConfidence or minArea");
        }
    }
}
