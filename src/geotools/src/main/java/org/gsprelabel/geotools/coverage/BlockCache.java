package org.gsprelabel.geotools.coverage;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Decoded blocks of a pyramid, bounded in bytes; the longest unused are forgotten first. A block is decoded by one thread,
 * others that want it meanwhile wait. Safe for use by several threads.
 */
final class BlockCache {

    private final long capacity;
    private final LinkedHashMap<Key, CompletableFuture<Block>> blocks = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    /** @param capacity in bytes of decoded pixels */
    BlockCache(long capacity) {
        this.capacity = capacity;
    }

    /** Which block: a level, and a column and row of its grid of blocks. */
    record Key(int level, int column, int row) {}

    /**
     * A decoded block.
     *
     * @param pixels from (0, 0) on
     * @param present bit {@code row * width + column} of the pixels that the coverage's own mask or outline has; null for all
     * @param bytes that it takes
     */
    record Block(Raster pixels, @Nullable BitSet present, long bytes) {}

    /**
     * What one reader shall do for some blocks.
     *
     * @param all in the order of the keys
     * @param missing the part of them that the caller must {@link #store} or {@link #fail}
     */
    record Claim(Map<Key, CompletableFuture<Block>> all, List<Key> missing) {

        private CompletableFuture<Block> block(Key key) {
            return Objects.requireNonNull(all.get(key));
        }

        /**
         * Waits for a block, in case another thread decodes it.
         *
         * @throws IOException when it could not be decoded
         */
        Block await(Key key) throws IOException {
            try {
                return block(key).join();
            } catch (CompletionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                String message = cause.getMessage();
                throw new IOException(message == null ? cause.getClass().getSimpleName() : message, cause);
            }
        }
    }

    /** Takes on the blocks that nobody has or decodes. */
    synchronized Claim claim(List<Key> keys) {
        Map<Key, CompletableFuture<Block>> all = new LinkedHashMap<>();
        List<Key> missing = new ArrayList<>();
        for (Key key : keys) {
            CompletableFuture<Block> block = blocks.get(key);
            if (block == null) {
                block = new CompletableFuture<>();
                blocks.put(key, block);
                missing.add(key);
            }
            all.put(key, block);
        }
        return new Claim(all, missing);
    }

    /** Keeps a block, and hands it to those who wait. */
    synchronized void store(Claim claim, Key key, Block block) {
        bytes += block.bytes();
        // Completed under the lock, so that only blocks that were counted are forgotten.
        claim.block(key).complete(block);
        forget();
    }

    /** Gives up blocks that could not be decoded; a later reader tries again. */
    synchronized void fail(Claim claim, Throwable reason) {
        for (Key key : claim.missing()) {
            if (claim.block(key).completeExceptionally(reason)) {
                blocks.remove(key);
            }
        }
    }

    private void forget() {
        Iterator<CompletableFuture<Block>> oldest = blocks.values().iterator();
        while (bytes > capacity && oldest.hasNext()) {
            CompletableFuture<Block> block = oldest.next();
            if (block.isDone()) {
                bytes -= block.join().bytes();
                oldest.remove();
            }
        }
    }
}
