package org.gsprelabel.wps.limits;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is remembered, and where.
 *
 * @param folder where each kind has a folder of its own; empty: in memory alone
 * @param embeddings what image encoders say of windows
 * @param tiles what models say of tiles
 */
public record CacheLimits(Optional<Path> folder, CacheSize embeddings, CacheSize tiles) {

    /** The embeddings of a thousand tiles of SAM. */
    private static final long EMBEDDINGS_DISK = 4L << 30;

    private static final long EMBEDDINGS_LARGEST_MEMORY = 256L << 20;

    /** Results of some hundred thousand tiles, or scores of a thousand. */
    private static final long TILES_DISK = 1L << 30;

    private static final long TILES_LARGEST_MEMORY = 64L << 20;

    /** In memory alone: embeddings an eighth of the heap, at most 256 MiB, tiles a thirty-second, at most 64 MiB. */
    public static CacheLimits defaults() {
        return new CacheLimits(
                Optional.empty(),
                new CacheSize(partOfHeap(8, EMBEDDINGS_LARGEST_MEMORY), EMBEDDINGS_DISK),
                new CacheSize(partOfHeap(32, TILES_LARGEST_MEMORY), TILES_DISK));
    }

    /** The same in another folder. */
    public CacheLimits in(Path other) {
        return new CacheLimits(Optional.of(other), embeddings, tiles);
    }

    private static long partOfHeap(int part, long most) {
        return Math.min(most, Runtime.getRuntime().maxMemory() / part);
    }
}
