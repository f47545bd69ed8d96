package org.gsprelabel.wps;

import org.gsprelabel.pipeline.TileCache;
import org.gsprelabel.wps.limits.CacheSize;
import org.gsprelabel.wps.limits.PreLabelSettings;

/** Where what models have said of tiles is remembered. */
public final class TileCaches {

    private TileCaches() {}

    /** A cache in memory, and in the folder {@code tiles} of the settings' cache, where it outlives the server. */
    public static TileCache of(PreLabelSettings settings) {
        CacheSize size = settings.cache().tiles();
        return settings.cache()
                .folder()
                .map(folder -> TileCache.in(size.memoryBytes(), folder.resolve("tiles"), size.diskBytes()))
                .orElseGet(() -> TileCache.inMemory(size.memoryBytes()));
    }
}
