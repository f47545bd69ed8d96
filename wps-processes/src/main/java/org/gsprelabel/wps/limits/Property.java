package org.gsprelabel.wps.limits;

import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The properties that there are, each a whole number but for the folder and what is true or false. */
public enum Property {
    MAX_TILES("maxTiles", 1, Long.MAX_VALUE),
    MAX_PIXELS("maxPixels", 1, Long.MAX_VALUE),
    MAX_FEATURES("maxFeatures", 1, Long.MAX_VALUE),
    MAX_MEMORY_MEGABYTES("maxMemoryMegabytes", 1, 1 << 30),
    LIVE_LABELS("liveLabels"),
    LIVE_MAX_TILES("liveMaxTiles", 1, 10_000),
    LIVE_MAX_SECONDS("liveMaxSeconds", 1, 3600),
    GPU_PERMITS("gpuPermits", 1, 64),
    THREADS("threads", 1, 256),
    MAX_MODELS_LOADED("maxModelsLoaded", 1, 1000),
    CACHE_DIR("cacheDir"),
    EMBEDDING_CACHE_MEMORY_MEGABYTES("embeddingCacheMemoryMegabytes", 0, 1 << 20),
    EMBEDDING_CACHE_DISK_MEGABYTES("embeddingCacheDiskMegabytes", 0, 1 << 30),
    TILE_CACHE_MEMORY_MEGABYTES("tileCacheMemoryMegabytes", 0, 1 << 20),
    TILE_CACHE_DISK_MEGABYTES("tileCacheDiskMegabytes", 0, 1 << 30),
    INSTALL_STYLES("installStyles");

    /** What all names begin with. */
    static final String PREFIX = "prelabel.";

    private final String key;
    private final boolean number;
    private final long least;
    private final long most;

    Property(String name) {
        this(name, false, 0, 0);
    }

    Property(String name, long least, long most) {
        this(name, true, least, most);
    }

    Property(String name, boolean number, long least, long most) {
        this.key = PREFIX + name;
        this.number = number;
        this.least = least;
        this.most = most;
    }

    /** Its name, {@code prelabel.maxTiles}. */
    public String key() {
        return key;
    }

    /**
     * The number that a text is, whitespace around it aside.
     *
     * @return empty when it is none, or none that is allowed
     */
    Optional<Long> parse(String text) {
        try {
            long value = Long.parseLong(text.strip());
            return number && allows(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Refuses a number that is not allowed.
     *
     * @throws IllegalArgumentException with one sentence
     */
    void require(long value) {
        if (!allows(value)) {
            throw new IllegalArgumentException(key + " must be a whole number " + range() + ", got " + value);
        }
    }

    private boolean allows(long value) {
        return value >= least && value <= most;
    }

    /** {@code from 1 to 64}. */
    String range() {
        return most == Long.MAX_VALUE ? "at least " + least : "from " + least + " to " + most;
    }

    /** All names, for messages. */
    static String keys() {
        return Arrays.stream(values()).map(Property::key).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining(", "));
    }

    static boolean isKnown(String key) {
        return Arrays.stream(values()).anyMatch(property -> property.key.equals(key));
    }
}
