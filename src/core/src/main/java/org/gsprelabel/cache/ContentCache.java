package org.gsprelabel.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.gsprelabel.model.Caller;
import org.gsprelabel.model.CallerWait;

/**
 * Remembers values in memory, and in a folder if there is one, across requests and restarts. Both are bounded in bytes; what
 * was not used for longest goes first. A value that several threads ask for at once is computed once.
 *
 * <p>Keys say all that a value depends on, so nothing needs to be invalidated. Files that are damaged or something else are
 * dropped, and a folder that cannot be used is done without; both are counted and cost a computation, never a request. Safe
 * for use by several threads, the folder by several processes.
 *
 * @param <V> type of the values, which are shared and must not be changed
 */
public final class ContentCache<V> implements Remembered {

    private static final System.Logger LOGGER = System.getLogger(ContentCache.class.getName());

    /** What happened when a value was asked for. */
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

    /** Computes values that are not remembered. */
    @FunctionalInterface
    public interface Computation<V> {

        /**
         * @param missing places of their keys in the list that was asked for, in order; at least one
         * @return a value for each, in the same order
         */
        List<V> compute(List<Integer> missing);
    }

    private final String what;
    private final ContentFormat<V> format;
    private final long memoryBytes;
    private final Optional<ContentFolder<V>> folder;

    /** In the order of use, the least recent first; guarded by itself. */
    private final LinkedHashMap<ContentKey, V> memory = new LinkedHashMap<>(16, 0.75f, true);

    private long heldBytes;
    private volatile Optional<String> lastDiskFailure = Optional.empty();
    private final ConcurrentMap<ContentKey, CompletableFuture<V>> underWay = new ConcurrentHashMap<>();

    private ContentCache(String what, ContentFormat<V> format, long memoryBytes, Optional<ContentFolder<V>> folder) {
        if (memoryBytes < 0) {
            throw new IllegalArgumentException("memoryBytes must be at least 0, got " + memoryBytes);
        }
        this.what = what;
        this.format = format;
        this.memoryBytes = memoryBytes;
        this.folder = folder;
    }

    /**
     * A cache in memory.
     *
     * @param what the values are, for the log, in the plural
     * @param memoryBytes most bytes of values held, from 0
     */
    public static <V> ContentCache<V> inMemory(String what, ContentFormat<V> format, long memoryBytes) {
        return new ContentCache<>(what, format, memoryBytes, Optional.empty());
    }

    /**
     * A cache in memory and in a folder.
     *
     * @param what the values are, for the log, in the plural
     * @param memoryBytes most bytes of values held in memory, from 0
     * @param folder where files are kept; made when the first is written
     */
    public static <V> ContentCache<V> in(
            String what,
            ContentFormat<V> format,
            long memoryBytes,
            Path folder,
            DiskLimits limits,
            InstantSource clock) {
        return new ContentCache<>(
                what, format, memoryBytes, Optional.of(new ContentFolder<>(folder, format, limits, clock)));
    }

    /**
     * The value of a key.
     *
     * @see #getAll
     */
    public V get(ContentKey key, Supplier<V> computation, Consumer<Event> events, Caller caller) {
        return getAll(List.of(key), missing -> List.of(computation.get()), events, caller)
                .get(0);
    }

    /**
     * The values of some keys. What is thrown when they are computed comes through. Who waits for a value that another thread
     * computes, and fails at, computes it himself: the other may have failed for reasons of its own, such as an end of its
     * request.
     *
     * @param computation of those that are neither remembered nor under way
     * @param events is told what happens: one of the first three for each key, and what went wrong besides
     * @param caller who wants them: told when a wait for another thread takes long, and free to give up; the other goes on
     * @return in the order of the keys; to be shared, not to be changed
     * @throws CancellationException when the caller is cancelled, or the thread interrupted (it stays so), while it waits for
     *     another thread
     */
    public List<V> getAll(List<ContentKey> keys, Computation<V> computation, Consumer<Event> events, Caller caller) {
        List<CompletableFuture<V>> values = new ArrayList<>(keys.size());
        List<Integer> own = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            CompletableFuture<V> mine = new CompletableFuture<>();
            CompletableFuture<V> others = underWay.putIfAbsent(keys.get(i), mine);
            values.add(others == null ? mine : others);
            if (others == null) {
                own.add(i);
            }
        }
        try {
            settle(keys, values, own, computation, events);
        } catch (RuntimeException | Error e) {
            // First, so that those who waited find nothing under way when they try for themselves.
            leave(keys, values, own);
            own.forEach(i -> values.get(i).completeExceptionally(e));
            throw e;
        }
        leave(keys, values, own);
        // Only now, when nobody waits for this thread any more, so that no two threads wait for each other.
        return IntStream.range(0, keys.size())
                .mapToObj(i -> own.contains(i)
                        ? values.get(i).join()
                        : await(i, keys, values.get(i), computation, events, caller))
                .toList();
    }

    private void leave(List<ContentKey> keys, List<CompletableFuture<V>> values, List<Integer> own) {
        own.forEach(i -> underWay.remove(keys.get(i), values.get(i)));
    }

    /** Finds or computes the values that this thread answers for. */
    private void settle(
            List<ContentKey> keys,
            List<CompletableFuture<V>> values,
            List<Integer> own,
            Computation<V> computation,
            Consumer<Event> events) {
        List<Integer> missing = new ArrayList<>();
        for (int i : own) {
            Optional<V> found = find(keys.get(i), events);
            if (found.isPresent()) {
                values.get(i).complete(found.get());
            } else {
                missing.add(i);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        List<V> computed = computation.compute(missing);
        for (int j = 0; j < missing.size(); j++) {
            int i = missing.get(j);
            keep(keys.get(i), computed.get(j), events);
            values.get(i).complete(computed.get(j));
        }
    }

    private V await(
            int i,
            List<ContentKey> keys,
            CompletableFuture<V> others,
            Computation<V> computation,
            Consumer<Event> events,
            Caller caller) {
        CallerWait.until(nanos -> isDone(others, nanos), () -> {}, what + " that are being computed", caller);
        if (others.isCompletedExceptionally()) {
            // What another request was given up in the middle of, too: this one was not.
            return getAll(List.of(keys.get(i)), missing -> computation.compute(List.of(i)), events, caller)
                    .get(0);
        }
        events.accept(Event.MEMORY_HIT);
        return others.join();
    }

    /** Whether it is done within that time, in whatever way. */
    private boolean isDone(CompletableFuture<V> others, long nanos) throws InterruptedException {
        try {
            others.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CancellationException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "another thread failed at one of the " + what, e);
            return true;
        }
    }

    private Optional<V> find(ContentKey key, Consumer<Event> events) {
        Optional<V> held = held(key);
        if (held.isPresent()) {
            onDisk(files -> files.touch(key), events);
            events.accept(Event.MEMORY_HIT);
            return held;
        }
        Optional<V> stored = stored(key, events);
        stored.ifPresent(value -> {
            hold(key, value);
            events.accept(Event.DISK_HIT);
        });
        return stored;
    }

    private void keep(ContentKey key, V value, Consumer<Event> events) {
        hold(key, value);
        onDisk(
                files -> {
                    if (!files.write(key, value)) {
                        events.accept(Event.TOO_LARGE);
                    }
                },
                events);
        events.accept(Event.MISS);
    }

    private Optional<V> held(ContentKey key) {
        synchronized (memory) {
            return Optional.ofNullable(memory.get(key));
        }
    }

    private void hold(ContentKey key, V value) {
        long bytes = format.memoryBytes(value);
        if (bytes > memoryBytes) {
            return;
        }
        synchronized (memory) {
            V before = memory.put(key, value);
            heldBytes += bytes - (before == null ? 0 : format.memoryBytes(before));
            Iterator<V> oldest = memory.values().iterator();
            while (heldBytes > memoryBytes) {
                heldBytes -= format.memoryBytes(oldest.next());
                oldest.remove();
            }
        }
    }

    private Optional<V> stored(ContentKey key, Consumer<Event> events) {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            return folder.get().read(key);
        } catch (BadContentException e) {
            events.accept(Event.FILE_DROPPED);
        } catch (IOException e) {
            fail(e, events);
        }
        return Optional.empty();
    }

    /** Something done with the folder. */
    @FunctionalInterface
    private interface Use<V> {
        void of(ContentFolder<V> folder) throws IOException;
    }

    private void onDisk(Use<V> use, Consumer<Event> events) {
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
        LOGGER.log(System.Logger.Level.WARNING, what + " cannot be kept on disk", failure);
        // Clients need not know where the server keeps its files.
        lastDiskFailure = Optional.of(failure.getClass().getSimpleName());
        events.accept(Event.DISK_FAILURE);
    }

    /** The last {@link Event#DISK_FAILURE}, for whoever is to repair it. */
    public Optional<String> lastDiskFailure() {
        return lastDiskFailure;
    }

    @Override
    public Usage usage() {
        try {
            Optional<Amount> disk = folder.isEmpty()
                    ? Optional.empty()
                    : Optional.of(folder.get().amount());
            synchronized (memory) {
                return new Usage(what, new Amount(memory.size(), heldBytes, memoryBytes), disk, lastDiskFailure);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void clear() {
        synchronized (memory) {
            memory.clear();
            heldBytes = 0;
        }
        try {
            if (folder.isPresent()) {
                folder.get().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
