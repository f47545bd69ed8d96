package org.gsprelabel.wps;

import java.io.File;
import org.gsprelabel.pipeline.TileCache;

/** How much is remembered of what models say of tiles, where nobody says otherwise. */
public final class TileCaches {

    /** Most bytes of files: results of some hundred thousand tiles, or scores of a thousand. */
    private static final long DISK_BYTES = 1L << 30;

    private static final long LARGEST_MEMORY = 64L << 20;

    private TileCaches() {}

    /** A thirty-second of the heap, at most 64 MiB. */
    public static long defaultBytes() {
        return Math.min(LARGEST_MEMORY, Runtime.getRuntime().maxMemory() / 32);
    }

    /** A cache in memory alone. */
    public static TileCache inMemory() {
        return TileCache.inMemory(defaultBytes());
    }

    /** A cache in memory and in a folder, of at most 1 GiB, that outlives the server. */
    public static TileCache in(File folder) {
        return TileCache.in(defaultBytes(), folder.toPath(), DISK_BYTES);
    }
}
