package org.gsprelabel.wps.limits;

/**
 * How much is remembered of one kind.
 *
 * @param memoryBytes in memory, from 0
 * @param diskBytes of files, from 0
 */
public record CacheSize(long memoryBytes, long diskBytes) {

    /** Nothing. */
    public static final CacheSize NONE = new CacheSize(0, 0);

    public CacheSize {
        if (memoryBytes < 0 || diskBytes < 0) {
            throw new IllegalArgumentException(
                    "the sizes of a cache must be at least 0, got " + memoryBytes + " and " + diskBytes);
        }
    }
}
