package org.gsprelabel.pipeline;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gsprelabel.cache.BytesFormat;
import org.gsprelabel.cache.ContentCache;
import org.gsprelabel.cache.ContentKey;
import org.gsprelabel.cache.DiskLimits;
import org.gsprelabel.cache.Remembered;
import org.gsprelabel.model.Caller;

/**
 * Remembers what models say of tiles, from run to run: a {@link ContentCache} of the bytes of {@link TileResult tile results},
 * or where tiles are blended of their {@link org.gsprelabel.blend.TileScores scores}. One serves all models, coverages and
 * requests, since a key says all that a value depends on ({@link TileKeys}).
 */
public final class TileCache implements Remembered {

    private static final String WHAT = "tiles";
    private static final BytesFormat FORMAT = new BytesFormat(".tile");

    private final ContentCache<byte[]> bytes;
    private final Caller caller;

    private TileCache(ContentCache<byte[]> bytes, Caller caller) {
        this.bytes = bytes;
        this.caller = caller;
    }

    /**
     * A cache in memory.
     *
     * @param memoryBytes most bytes held, from 0
     */
    public static TileCache inMemory(long memoryBytes) {
        return new TileCache(ContentCache.inMemory(WHAT, FORMAT, memoryBytes), Caller.patient());
    }

    /**
     * A cache in memory and in a folder, which outlives the process.
     *
     * @param memoryBytes most bytes held in memory, from 0
     * @param folder where files are kept; made when the first is written
     * @param diskBytes most bytes of files, from 0
     */
    public static TileCache in(long memoryBytes, Path folder, long diskBytes) {
        return new TileCache(
                ContentCache.in(
                        WHAT, FORMAT, memoryBytes, folder, DiskLimits.ofSmallFiles(diskBytes), InstantSource.system()),
                Caller.patient());
    }

    /** The same cache, whose waits for tiles that another run works on are the caller's. What it remembers is shared. */
    public TileCache forCaller(Caller other) {
        return new TileCache(bytes, other);
    }

    /** @see ContentCache#getAll */
    List<byte[]> getAll(
            List<ContentKey> keys, ContentCache.Computation<byte[]> computation, Consumer<ContentCache.Event> events) {
        return bytes.getAll(keys, computation, events, caller);
    }

    /** The last failure of the folder, for whoever is to repair it. */
    public Optional<String> lastDiskFailure() {
        return bytes.lastDiskFailure();
    }

    @Override
    public Usage usage() {
        return bytes.usage();
    }

    @Override
    public void clear() {
        bytes.clear();
    }
}
