package org.gsprelabel.shape;

import java.util.EnumMap;
import java.util.Map;

/** Counts what the steps of cleaning did to objects. Not safe for use by several threads. */
public final class ShapeCounts {

    /**
     * What a step did.
     *
     * @param changed objects whose outline it changed
     * @param heldBack objects whose outline moved less far than was asked for, because it would have crossed one
     * @param fellBack objects that kept the outline they had before, or a ring of it, because the step found none that is
     *     right
     */
    public record Tally(long changed, long heldBack, long fellBack) {

        Tally plus(boolean changes, boolean holdsBack, boolean fallsBack) {
            return new Tally(
                    changed + (changes ? 1 : 0), heldBack + (holdsBack ? 1 : 0), fellBack + (fallsBack ? 1 : 0));
        }
    }

    private final EnumMap<ShapeStep, Tally> tallies = new EnumMap<>(ShapeStep.class);

    /** @param cleaning whose steps are counted */
    public ShapeCounts(ShapeCleaning cleaning) {
        for (ShapeStep step : ShapeStep.values()) {
            if (cleaning.asksFor(step)) {
                tallies.put(step, new Tally(0, 0, 0));
            }
        }
    }

    void changed(ShapeStep step) {
        add(step, true, false, false);
    }

    void fellBack(ShapeStep step) {
        add(step, false, false, true);
    }

    /** Counts an object at a step; nothing where the step was not asked for. */
    public void add(ShapeStep step, boolean changed, boolean heldBack, boolean fellBack) {
        tallies.computeIfPresent(step, (key, tally) -> tally.plus(changed, heldBack, fellBack));
    }

    /** What the steps that were asked for did, in their order. */
    public Map<ShapeStep, Tally> asMap() {
        return new EnumMap<>(tallies);
    }
}
