package org.gsprelabel.sam;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gsprelabel.sam.EmbeddingFormat.BadEmbeddingException;
import org.gsprelabel.tensor.Tensor;

/**
 * Remembers embeddings, so that a second prompt on the same place needs no encoder: in memory, and in a folder if there is
 * one, across requests and restarts. Both are bounded in bytes; what was not used for longest goes first. An embedding
 * that several threads ask for at once is computed once.
 *
 * <p>Names say all that an embedding depends on ({@link EmbeddingKey}), so nothing needs to be invalidated. Files that are
 * damaged or something else are dropped, and a folder that cannot be used is done without; both are counted and cost a
 * computation, never a request. Safe for use by several threads, the folder by several processes.
 */
public final class EmbeddingCache {

    private static final System.Logger LOGGER = System.getLogger(EmbeddingCache.class.getName());

    /** What happened when an embedding was asked for. */
    public enum Event {
        /** It was in memory, or another thread was about to compute it. */
        MEMORY_HIT,
        /** It was in the folder. */
        DISK_HIT,
        /** It had to be computed. */
        MISS,
        /** It was computed, and its file would be larger than a file may be: memory alone holds it, where it fits there. */
        TOO_LARGE,
        /** Its file was damaged or something else, and was dropped. */
        FILE_DROPPED,
        /** The folder could not be read or written. */
        DISK_FAILURE
    }

    private final long memoryBytes;
    private final Optional<EmbeddingFolder> folder;

    /** In the order of use, the least recent first; guarded by itself. */
    private final LinkedHashMap<EmbeddingKey, Map<String, Tensor>> memory = new LinkedHashMap<>(16, 0.75f, true);

    private long heldBytes;
    private volatile Optional<String> lastDiskFailure = Optional.empty();
    private final ConcurrentMap<EmbeddingKey, CompletableFuture<Map<String, Tensor>>> underWay =
            new ConcurrentHashMap<>();

    /**
     * A cache in memory.
     *
     * @param memoryBytes most bytes of tensors held, from 0
     */
    public EmbeddingCache(long memoryBytes) {
        this(memoryBytes, Optional.empty());
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
        this(memoryBytes, folder, diskBytes, fileBytes, InstantSource.system());
    }

    EmbeddingCache(long memoryBytes, Path folder, long diskBytes, InstantSource clock) {
        this(memoryBytes, folder, diskBytes, diskBytes, clock);
    }

    private EmbeddingCache(long memoryBytes, Path folder, long diskBytes, long fileBytes, InstantSource clock) {
        this(memoryBytes, Optional.of(new EmbeddingFolder(folder, diskBytes, Math.min(fileBytes, diskBytes), clock)));
        if (diskBytes < 0) {
            throw new IllegalArgumentException("diskBytes must be at least 0, got " + diskBytes);
        }
        if (fileBytes < 0) {
            throw new IllegalArgumentException("fileBytes must be at least 0, got " + fileBytes);
        }
    }

    private EmbeddingCache(long memoryBytes, Optional<EmbeddingFolder> folder) {
        if (memoryBytes < 0) {
            throw new IllegalArgumentException("memoryBytes must be at least 0, got " + memoryBytes);
        }
        this.memoryBytes = memoryBytes;
        this.folder = folder;
    }

    /**
     * The tensors of an embedding. What is thrown when they are computed comes through, to all that wait for them.
     *
     * @param encoder computes them
     * @param events is told what happens; one of the first three, and what went wrong before it
     * @return to be shared, not to be changed
     */
    Map<String, Tensor> get(EmbeddingKey key, Supplier<Map<String, Tensor>> encoder, Consumer<Event> events) {
        CompletableFuture<Map<String, Tensor>> mine = new CompletableFuture<>();
        CompletableFuture<Map<String, Tensor>> others = underWay.putIfAbsent(key, mine);
        if (others != null) {
            Map<String, Tensor> tensors = join(others);
            events.accept(Event.MEMORY_HIT);
            return tensors;
        }
        try {
            Map<String, Tensor> tensors = find(key, encoder, events);
            mine.complete(tensors);
            return tensors;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(key);
        }
    }

    private Map<String, Tensor> find(EmbeddingKey key, Supplier<Map<String, Tensor>> encoder, Consumer<Event> events) {
        Optional<Map<String, Tensor>> held = held(key);
        if (held.isPresent()) {
            onDisk(files -> files.touch(key), events);
            events.accept(Event.MEMORY_HIT);
            return held.get();
        }
        Optional<Map<String, Tensor>> stored = stored(key, events);
        if (stored.isPresent()) {
            hold(key, stored.get());
            events.accept(Event.DISK_HIT);
            return stored.get();
        }
        Map<String, Tensor> tensors = Map.copyOf(encoder.get());
        hold(key, tensors);
        onDisk(
                files -> {
                    if (!files.write(key, tensors)) {
                        events.accept(Event.TOO_LARGE);
                    }
                },
                events);
        events.accept(Event.MISS);
        return tensors;
    }

    private Optional<Map<String, Tensor>> held(EmbeddingKey key) {
        synchronized (memory) {
            return Optional.ofNullable(memory.get(key));
        }
    }

    private void hold(EmbeddingKey key, Map<String, Tensor> tensors) {
        long bytes = EmbeddingFormat.valueBytes(tensors);
        if (bytes > memoryBytes) {
            return;
        }
        synchronized (memory) {
            Map<String, Tensor> before = memory.put(key, tensors);
            heldBytes += bytes - (before == null ? 0 : EmbeddingFormat.valueBytes(before));
            Iterator<Map<String, Tensor>> oldest = memory.values().iterator();
            while (heldBytes > memoryBytes) {
                heldBytes -= EmbeddingFormat.valueBytes(oldest.next());
                oldest.remove();
            }
        }
    }

    private Optional<Map<String, Tensor>> stored(EmbeddingKey key, Consumer<Event> events) {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            return folder.get().read(key);
        } catch (BadEmbeddingException e) {
            events.accept(Event.FILE_DROPPED);
        } catch (IOException e) {
            fail(e, events);
        }
        return Optional.empty();
    }

    /** Something done with the folder. */
    @FunctionalInterface
    private interface Use {
        void of(EmbeddingFolder folder) throws IOException;
    }

    private void onDisk(Use use, Consumer<Event> events) {
        if (folder.isEmpty()) {
            return;
        }
        try {
            use.of(folder.get());
        } catch (IOException e) {
            fail(e, events);
        }
    }

    private void fail(IOException failure, Consumer<Event> events) {
        LOGGER.log(System.Logger.Level.WARNING, "embeddings cannot be kept on disk", failure);
        // Clients need not know where the server keeps its files.
        lastDiskFailure = Optional.of(failure.getClass().getSimpleName());
        events.accept(Event.DISK_FAILURE);
    }

    /** The last {@link Event#DISK_FAILURE}, for whoever is to repair it. */
    public Optional<String> lastDiskFailure() {
        return lastDiskFailure;
    }

    private static Map<String, Tensor> join(CompletableFuture<Map<String, Tensor>> others) {
        try {
            return others.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
