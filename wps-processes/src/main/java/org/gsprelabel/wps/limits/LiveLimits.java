package org.gsprelabel.wps.limits;

import org.gsprelabel.pipeline.Limit;

/**
 * What a map of live labels may cost. What a style asks for beyond it is cut to it.
 *
 * @param maxTiles tiles that a map may need, from 1
 * @param maxSeconds how long a map waits for tiles, 1 to 3600
 */
public record LiveLimits(int maxTiles, int maxSeconds) {

    /** A screen of 1920 x 1080 pixels in tiles of 256 that overlap by an eighth; and what people wait for a map. */
    public static final LiveLimits DEFAULTS = new LiveLimits(64, 4);

    public LiveLimits {
        Property.LIVE_MAX_TILES.require(maxTiles);
        Property.LIVE_MAX_SECONDS.require(maxSeconds);
    }

    /** The tiles of a map, by the property that sets them. */
    public Limit tiles() {
        return new Limit(Property.LIVE_MAX_TILES.key(), maxTiles);
    }
}
