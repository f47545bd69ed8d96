package org.gsprelabel.wps.limits;

import org.gsprelabel.pipeline.Limit;

/**
 * What a map of live labels may cost. What a style asks for beyond it is cut to it.
 *
 * @param allowed whether there are live labels at all
 * @param maxTiles tiles that a map may need, from 1
 * @param maxSeconds how long a map waits for models and tiles, 1 to 3600
 */
public record LiveLimits(boolean allowed, int maxTiles, int maxSeconds) {

    /** A screen of 1920 x 1080 pixels in tiles of 256 that overlap by an eighth; and what people wait for a map. */
    public static final LiveLimits DEFAULTS = new LiveLimits(64, 4);

    public LiveLimits {
        Property.LIVE_MAX_TILES.require(maxTiles);
        Property.LIVE_MAX_SECONDS.require(maxSeconds);
    }

    /** Of live labels that are allowed. */
    public LiveLimits(int maxTiles, int maxSeconds) {
        this(true, maxTiles, maxSeconds);
    }

    /** The tiles of a map, by the property that sets them. */
    public Limit tiles() {
        return new Limit(Property.LIVE_MAX_TILES.key(), maxTiles);
    }

    /**
     * Refuses maps where there are no live labels.
     *
     * @throws IllegalArgumentException with one sentence
     */
    public void requireAllowed() {
        if (!allowed) {
            throw new IllegalArgumentException(
                    "live labels are switched off on this server (" + Property.LIVE_LABELS.key() + "=false)");
        }
    }
}
