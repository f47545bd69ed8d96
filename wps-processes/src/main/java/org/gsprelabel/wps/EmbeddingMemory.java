package org.gsprelabel.wps;

import java.io.File;
import org.gsprelabel.sam.EmbeddingCache;

/** How much is remembered of what image encoders have said, where nobody says otherwise. */
public final class EmbeddingMemory {

    /** Most bytes of files: the embeddings of a thousand tiles of SAM. */
    private static final long DISK_BYTES = 4L << 30;

    /** Most bytes of one file: of the largest SAM-HQ they are 84 MiB; those of SAM 3, 111 MiB and more, would fill the folder. */
    private static final long FILE_BYTES = 96L << 20;

    private static final long LARGEST_MEMORY = 256L << 20;

    private EmbeddingMemory() {}

    /** An eighth of the heap, at most 256 MiB. */
    public static long defaultBytes() {
        return Math.min(LARGEST_MEMORY, Runtime.getRuntime().maxMemory() / 8);
    }

    /** A cache in memory and in a folder, of at most 4 GiB in files of at most 96 MiB, that outlives the server. */
    public static EmbeddingCache in(File folder) {
        return new EmbeddingCache(defaultBytes(), folder.toPath(), DISK_BYTES, FILE_BYTES);
    }
}
