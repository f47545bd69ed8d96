package org.gsprelabel.wps.live;

import org.gsprelabel.wps.limits.PreLabelSettings;

/**
 * What a map of live labels may cost.
 *
 * @param maxTiles most tiles that a map may need, from 1
 * @param maxSeconds how long a map waits for tiles, above 0
 * @param threads tiles worked on at once by all maps together, from 1
 */
public record LiveLimits(int maxTiles, double maxSeconds, int threads) {

    public static final int DEFAULT_TILES = 64;
    public static final double DEFAULT_SECONDS = 4;

    public LiveLimits {
        if (maxTiles < 1) {
            throw new IllegalArgumentException("maxTiles must be at least 1, got " + maxTiles);
        }
        if (!(maxSeconds > 0 && maxSeconds <= 3600)) {
            throw new IllegalArgumentException("maxSeconds must be above 0 and at most 3600, got " + maxSeconds);
        }
        if (threads < 1 || threads > 256) {
            throw new IllegalArgumentException("threads must be from 1 to 256, got " + threads);
        }
    }

    /** 64 tiles and 4 seconds, with the threads of the settings. */
    public static LiveLimits of(PreLabelSettings settings) {
        return new LiveLimits(DEFAULT_TILES, DEFAULT_SECONDS, settings.threads());
    }
}
