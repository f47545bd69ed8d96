package org.gsprelabel.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gsprelabel.cache.ContentCache.Event;
import org.gsprelabel.cache.ContentKey;

/**
 * The tiles of one run behind the cache. What is remembered equals what the work would give, bit for bit. Counts what happened,
 * for the report of the run, while the cache serves many. Safe for use by several threads.
 */
final class RememberedTiles<T> implements TileMemory<T> {

    private final TileCache cache;
    private final TileKeys keys;
    private final Codec<T> codec;
    private final Map<Event, Long> counts = new EnumMap<>(Event.class);

    RememberedTiles(TileCache cache, TileKeys keys, Codec<T> codec) {
        this.cache = cache;
        this.keys = keys;
        this.codec = codec;
    }

    @Override
    public List<T> get(List<TileWindows.Seen> tiles, Function<List<TileWindows.Seen>, List<T>> work) {
        List<ContentKey> wanted = tiles.stream().map(keys::of).toList();
        return cache
                .getAll(
                        wanted,
                        missing -> work.apply(missing.stream().map(tiles::get).toList()).stream()
                                .map(this::bytes)
                                .toList(),
                        event -> count(event, 1))
                .stream()
                .map(this::value)
                .toList();
    }

    @Override
    public long remembered() {
        return count(Event.MEMORY_HIT) + count(Event.DISK_HIT);
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        long dropped = count(Event.FILE_DROPPED);
        if (dropped > 0) {
            notes.add((dropped == 1 ? "1 damaged file" : dropped + " damaged files") + " of remembered tiles "
                    + (dropped == 1 ? "was" : "were") + " dropped, and computed anew");
        }
        long large = count(Event.TOO_LARGE);
        if (large > 0) {
            notes.add((large == 1 ? "1 tile was" : large + " tiles were") + " too large to be kept on disk");
        }
        if (count(Event.DISK_FAILURE) > 0) {
            notes.add("tiles cannot be kept on disk: " + cache.lastDiskFailure().orElse("the folder cannot be used"));
        }
        return notes;
    }

    private long count(Event event) {
        synchronized (counts) {
            return counts.getOrDefault(event, 0L);
        }
    }

    private void count(Event event, long times) {
        synchronized (counts) {
            counts.merge(event, times, Long::sum);
        }
    }

    private byte[] bytes(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            codec.write(value, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new IllegalStateException("memory can always be written", e);
        }
        return bytes.toByteArray();
    }

    /** The key has the version of the codec and the file a checksum, so what comes is what was written. */
    private T value(byte[] bytes) {
        try {
            return codec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new IllegalStateException("a remembered tile cannot be read: " + e.getMessage(), e);
        }
    }
}
