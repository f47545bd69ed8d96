package org.gsprelabel.wps;

import org.gsprelabel.sam.EmbeddingCache;
import org.gsprelabel.wps.limits.CacheSize;
import org.gsprelabel.wps.limits.PreLabelSettings;

/** Where what image encoders have said is remembered. */
public final class EmbeddingMemory {

    /** Most bytes of one file: of the largest SAM-HQ they are 84 MiB; those of SAM 3, 111 MiB and more, would fill the folder. */
    private static final long FILE_BYTES = 96L << 20;

    private EmbeddingMemory() {}

    /** A cache in memory, and in the folder {@code embeddings} of the settings' cache, where it outlives the server. */
    public static EmbeddingCache of(PreLabelSettings settings) {
        CacheSize size = settings.cache().embeddings();
        return settings.cache()
                .folder()
                .map(folder -> new EmbeddingCache(
                        size.memoryBytes(), folder.resolve("embeddings"), size.diskBytes(), FILE_BYTES))
                .orElseGet(() -> new EmbeddingCache(size.memoryBytes()));
    }
}
