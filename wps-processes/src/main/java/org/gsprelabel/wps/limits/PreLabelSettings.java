package org.gsprelabel.wps.limits;

import java.nio.file.Path;

/**
 * The settings of the plugin.
 *
 * @param requests what a request may ask for
 * @param live what a map of live labels may cost
 * @param models what models may take of the machine
 * @param cache what is remembered, and where
 * @param installStyles whether shipped styles are added to the server
 */
public record PreLabelSettings(
        RequestLimits requests, LiveLimits live, ModelLimits models, CacheLimits cache, boolean installStyles) {

    /** What holds on a server where nobody says otherwise, but for the folder. */
    public static PreLabelSettings defaults() {
        return new PreLabelSettings(
                RequestLimits.DEFAULTS, LiveLimits.DEFAULTS, ModelLimits.defaults(), CacheLimits.defaults(), true);
    }

    /** For a single user, who has the machine: nothing is limited but what shares it fairly. */
    public static PreLabelSettings unlimited() {
        PreLabelSettings usual = defaults();
        return usual.with(RequestLimits.NONE).with(new ModelLimits(usual.models.gpuPermits(), 256, 1000));
    }

    /** The same settings, with other limits of requests. */
    public PreLabelSettings with(RequestLimits other) {
        return new PreLabelSettings(other, live, models, cache, installStyles);
    }

    /** The same settings, with other limits of maps. */
    public PreLabelSettings with(LiveLimits other) {
        return new PreLabelSettings(requests, other, models, cache, installStyles);
    }

    /** The same settings, with other limits of models. */
    public PreLabelSettings with(ModelLimits other) {
        return new PreLabelSettings(requests, live, other, cache, installStyles);
    }

    /** The same settings, with another cache. */
    public PreLabelSettings with(CacheLimits other) {
        return new PreLabelSettings(requests, live, models, other, installStyles);
    }

    /** The same settings, with another folder to remember in. */
    public PreLabelSettings withCacheDir(Path folder) {
        return with(cache.in(folder));
    }
}
