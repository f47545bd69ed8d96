package org.gsprelabel.sam;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gsprelabel.cache.ContentCache;
import org.gsprelabel.cache.ContentCache.Event;
import org.gsprelabel.cache.ContentKey;
import org.gsprelabel.cache.DiskLimits;
import org.gsprelabel.cache.Remembered;
import org.gsprelabel.model.Caller;
import org.gsprelabel.tensor.Tensor;

/**
 * Remembers embeddings, so that a second prompt on the same place needs no encoder: a {@link ContentCache} of tensors, named by
 * all that an embedding depends on ({@link EmbeddingKey}).
 */
public final class EmbeddingCache implements Remembered {

    private static final String WHAT = "embeddings";

    private final ContentCache<Map<String, Tensor>> cache;
    private final Caller caller;

    /**
     * A cache in memory.
     *
     * @param memoryBytes most bytes of tensors held, from 0
     */
    public EmbeddingCache(long memoryBytes) {
        this(ContentCache.inMemory(WHAT, new EmbeddingFormat(), memoryBytes), Caller.patient());
    }

    /**
     * A cache in memory and in a folder.
     *
     * @param memoryBytes most bytes of tensors held in memory, from 0
     * @param folder where files are kept; made when the first is written
     * @param diskBytes most bytes of files, from 0
     */
    public EmbeddingCache(long memoryBytes, Path folder, long diskBytes) {
        this(memoryBytes, folder, diskBytes, diskBytes);
    }

    /**
     * A cache in memory and in a folder that keeps its room for small files: a few large ones would push out all others, and
     * soon each other.
     *
     * @param memoryBytes most bytes of tensors held in memory, from 0
     * @param folder where files are kept; made when the first is written
     * @param diskBytes most bytes of files, from 0
     * @param fileBytes most bytes of one file, from 0
     */
    public EmbeddingCache(long memoryBytes, Path folder, long diskBytes, long fileBytes) {
        this(memoryBytes, folder, DiskLimits.ofLargeFiles(diskBytes, fileBytes), InstantSource.system());
    }

    EmbeddingCache(long memoryBytes, Path folder, long diskBytes, InstantSource clock) {
        this(memoryBytes, folder, DiskLimits.ofLargeFiles(diskBytes, diskBytes), clock);
    }

    private EmbeddingCache(long memoryBytes, Path folder, DiskLimits limits, InstantSource clock) {
        this(ContentCache.in(WHAT, new EmbeddingFormat(), memoryBytes, folder, limits, clock), Caller.patient());
    }

    private EmbeddingCache(ContentCache<Map<String, Tensor>> cache, Caller caller) {
        this.cache = cache;
        this.caller = caller;
    }

    /** The same cache, whose waits for embeddings that another run computes are the caller's. What it remembers is shared. */
    public EmbeddingCache forCaller(Caller other) {
        return new EmbeddingCache(cache, other);
    }

    /**
     * The tensors of an embedding.
     *
     * @param encoder computes them
     * @param events is told what happens; one of the first three, and what went wrong before it
     * @return to be shared, not to be changed
     */
    Map<String, Tensor> get(ContentKey key, Supplier<Map<String, Tensor>> encoder, Consumer<Event> events) {
        return cache.get(key, () -> Map.copyOf(encoder.get()), events, caller);
    }

    /** The last {@link Event#DISK_FAILURE}, for whoever is to repair it. */
    public Optional<String> lastDiskFailure() {
        return cache.lastDiskFailure();
    }

    @Override
    public Usage usage() {
        return cache.usage();
    }

    @Override
    public void clear() {
        cache.clear();
    }
}
