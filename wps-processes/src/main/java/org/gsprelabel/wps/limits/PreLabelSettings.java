package org.gsprelabel.wps.limits;

import java.nio.file.Path;
import java.util.Optional;
import org.gsprelabel.pipeline.Limit;
import org.gsprelabel.pipeline.RunLimits;

/**
 * The settings of the plugin.
 *
 * @param maxTiles tiles that a request may give to a model, at least 1
 * @param maxPixels pixels that a request may have read, at least 1
 * @param maxFeatures features of a result, and of a collection that is merged or filtered, at least 1
 * @param gpuPermits calls that are let onto each GPU at the same time, 1 to 64
 * @param threads calls that are let onto the CPU at the same time, and threads that a request may have, 1 to 256
 * @param maxModelsLoaded models that are held in memory at the same time, 1 to 1000
 * @param cacheDir where what is worth remembering is kept; empty: in memory alone
 * @param cacheMemoryBytes of embeddings in memory, from 0
 * @param cacheDiskBytes of files in the folder, from 0
 */
public record PreLabelSettings(
        long maxTiles,
        long maxPixels,
        long maxFeatures,
        int gpuPermits,
        int threads,
        int maxModelsLoaded,
        Optional<Path> cacheDir,
        long cacheMemoryBytes,
        long cacheDiskBytes) {

    /** 89,600 pixels square, in tiles of 1024 that overlap by an eighth. */
    public static final long DEFAULT_MAX_TILES = 10_000;

    /** About ten times what so many tiles of 1024 x 1024 have: without overviews, more is read than the model sees. */
    public static final long DEFAULT_MAX_PIXELS = 100_000_000_000L;

    public static final long DEFAULT_MAX_FEATURES = 1_000_000;

    /** Further calls at the same time raise the peak of a GPU's memory and make it no faster. */
    public static final int DEFAULT_GPU_PERMITS = 1;

    public static final int DEFAULT_MAX_MODELS_LOADED = 4;

    /** The embeddings of a thousand tiles of SAM. */
    public static final long DEFAULT_CACHE_DISK_BYTES = 4L << 30;

    private static final long LARGEST_DEFAULT_MEMORY = 256L << 20;

    /** What holds on a server where nobody says otherwise, but for the folder. */
    public static PreLabelSettings defaults() {
        return new PreLabelSettings(
                DEFAULT_MAX_TILES,
                DEFAULT_MAX_PIXELS,
                DEFAULT_MAX_FEATURES,
                DEFAULT_GPU_PERMITS,
                Math.min(256, Runtime.getRuntime().availableProcessors()),
                DEFAULT_MAX_MODELS_LOADED,
                Optional.empty(),
                defaultCacheMemoryBytes(),
                DEFAULT_CACHE_DISK_BYTES);
    }

    /** For a single user, who has the machine: nothing is limited but what shares it fairly. */
    public static PreLabelSettings unlimited() {
        PreLabelSettings usual = defaults();
        return new PreLabelSettings(
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                usual.gpuPermits,
                256,
                1000,
                usual.cacheDir,
                usual.cacheMemoryBytes,
                usual.cacheDiskBytes);
    }

    /** The same settings, with another folder to remember in. */
    public PreLabelSettings withCacheDir(Path folder) {
        return new PreLabelSettings(
                maxTiles,
                maxPixels,
                maxFeatures,
                gpuPermits,
                threads,
                maxModelsLoaded,
                Optional.of(folder),
                cacheMemoryBytes,
                cacheDiskBytes);
    }

    /** An eighth of the heap, at most 256 MiB. */
    public static long defaultCacheMemoryBytes() {
        return Math.min(LARGEST_DEFAULT_MEMORY, Runtime.getRuntime().maxMemory() / 8);
    }

    /** What a run is held against. */
    public RunLimits runLimits() {
        return new RunLimits(
                new Limit(Property.MAX_TILES.key(), maxTiles),
                new Limit(Property.MAX_PIXELS.key(), maxPixels),
                new Limit(Property.MAX_FEATURES.key(), maxFeatures));
    }
}
