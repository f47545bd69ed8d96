package org.gsprelabel.wps.limits;

import org.gsprelabel.pipeline.Limit;
import org.gsprelabel.pipeline.RunLimits;

/**
 * What a request may ask for.
 *
 * @param tiles given to a model, at least 1
 * @param pixels read, at least 1
 * @param features of a result, and of a collection that is merged or filtered, at least 1
 * @param memoryBytes that its tiles in work may take on the heap and in direct buffers, at least a megabyte
 */
public record RequestLimits(long tiles, long pixels, long features, long memoryBytes) {

    private static final long MEGABYTE = 1 << 20;

    /**
     * 89,600 pixels square, in tiles of 1024 that overlap by an eighth; and about ten times the pixels of so many tiles of 1024 x
     * 1024: without overviews, more is read than the model sees. The server needs the other half of the heap.
     */
    public static final RequestLimits DEFAULTS = new RequestLimits(10_000, 100_000_000_000L, 1_000_000);

    /** Everything. */
    public static final RequestLimits NONE =
            new RequestLimits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    public RequestLimits {
        Property.MAX_TILES.require(tiles);
        Property.MAX_PIXELS.require(pixels);
        Property.MAX_FEATURES.require(features);
        if (memoryBytes < MEGABYTE) {
            throw new IllegalArgumentException(
                    Property.MAX_MEMORY_MEGABYTES.key() + " must be at least 1, got " + memoryBytes + " bytes");
        }
    }

    /** With half of the heap, in whole megabytes. */
    public RequestLimits(long tiles, long pixels, long features) {
        this(tiles, pixels, features, Math.max(1, Runtime.getRuntime().maxMemory() / 2 / MEGABYTE) * MEGABYTE);
    }

    /** The bytes that tiles in work may take, by the property that sets them in megabytes. */
    public Limit memory() {
        return new Limit(Property.MAX_MEMORY_MEGABYTES.key(), memoryBytes);
    }

    /** What a run is held against. */
    public RunLimits runLimits() {
        return new RunLimits(
                new Limit(Property.MAX_TILES.key(), tiles),
                new Limit(Property.MAX_PIXELS.key(), pixels),
                new Limit(Property.MAX_FEATURES.key(), features));
    }
}
