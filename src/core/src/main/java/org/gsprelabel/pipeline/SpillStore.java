package org.gsprelabel.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A list that can outgrow memory: values are appended, kept encoded, and moved to one temporary file whenever those in
 * memory exceed a limit. They can be read any number of times, in the order in which they were added.
 *
 * <p>Memory held is at most the limit plus the largest record, and the index: eight bytes for every stride of values. The file is gone when the store
 * is closed, is collected as garbage or the process ends. Safe for use by several threads; an iterator belongs to one.
 * A thread that is interrupted while it reads or writes the file closes it, as with every {@link FileChannel}, and gets a
 * {@link RunCancelledException}.
 *
 * @param <T> type of the values
 */
public final class SpillStore<T> implements Iterable<T>, AutoCloseable {

    /** Values from one position in the index to the next, unless the constructor names another number. */
    public static final int INDEX_STRIDE = 16;

    private static final int BLOCK = 1 << 16;

    private final Codec<T> codec;
    private final int memoryLimit;
    private final int indexStride;
    private final Path folder;
    private byte[] tail = new byte[1 << 10];
    private int tailLength;
    private @Nullable FileChannel file;
    private long fileLength;
    /** Position of every record whose number is a multiple of the stride. */
    private long[] index = new long[16];

    private long size;
    private boolean closed;

    /**
     * @param codec how values become bytes
     * @param memoryLimitBytes encoded bytes held in memory at most, from 0; beyond one GiB it counts as one GiB
     */
    public SpillStore(Codec<T> codec, long memoryLimitBytes) {
        this(codec, memoryLimitBytes, INDEX_STRIDE);
    }

    /**
     * @param codec how values become bytes
     * @param memoryLimitBytes encoded bytes held in memory at most, from 0; beyond one GiB it counts as one GiB
     * @param indexStride values that a look-up reads at most, from 1; with 1, it reads the one that is asked for
     */
    public SpillStore(Codec<T> codec, long memoryLimitBytes, int indexStride) {
        this(codec, memoryLimitBytes, indexStride, Path.of(System.getProperty("java.io.tmpdir")));
    }

    SpillStore(Codec<T> codec, long memoryLimitBytes, int indexStride, Path folder) {
        if (indexStride < 1) {
            throw new IllegalArgumentException("stride of the index must be at least 1, got " + indexStride);
        }
        if (memoryLimitBytes < 0) {
            throw new IllegalArgumentException("memory limit must be 0 or more bytes, got " + memoryLimitBytes);
        }
        this.codec = codec;
        this.memoryLimit = (int) Math.min(memoryLimitBytes, 1 << 30);
        this.indexStride = indexStride;
        this.folder = folder;
    }

    /**
     * Appends a value.
     *
     * @throws RunException when the temporary file cannot be written
     */
    public void add(T value) {
        byte[] record = encode(value);
        synchronized (this) {
            checkOpen();
            if (size % indexStride == 0) {
                int slot = Math.toIntExact(size / indexStride);
                if (slot == index.length) {
                    index = Arrays.copyOf(index, 2 * slot);
                }
                index[slot] = fileLength + tailLength;
            }
            long length = (long) tailLength + Integer.BYTES + record.length;
            if (length > tail.length) {
                tail = Arrays.copyOf(tail, Math.toIntExact(Math.max(length, Math.min(memoryLimit, 2L * tail.length))));
            }
            ByteBuffer.wrap(tail, tailLength, tail.length - tailLength)
                    .putInt(record.length)
                    .put(record);
            tailLength = (int) length;
            size++;
            if (tailLength > memoryLimit) {
                spill();
            }
        }
    }

    /** Number of values added. */
    public synchronized long size() {
        return size;
    }

    /** True when values have been moved to a file. */
    public synchronized boolean isSpilled() {
        return file != null;
    }

    /**
     * The value that was added as the {@code index}th, from 0. Reads the values before it, back
     * to the one that the index knows: with a stride above 1, iterate to read many.
     *
     * @throws IndexOutOfBoundsException when there is no such value
     * @throws RunException when the temporary file cannot be read
     */
    public T get(long index) {
        Cursor cursor;
        synchronized (this) {
            checkOpen();
            if (index < 0 || index >= size) {
                throw new IndexOutOfBoundsException("index must be from 0 to " + (size - 1) + ", got " + index);
            }
            // A block would hold many values that a look-up of exactly one does not want.
            cursor = new Cursor(
                    this.index[(int) (index / indexStride)],
                    index / indexStride * indexStride,
                    size,
                    indexStride == 1 ? 0 : BLOCK);
        }
        while (cursor.next < index) {
            cursor.skip();
        }
        return cursor.next();
    }

    /** The values added so far; reading fails with a {@link RunException} when the file cannot be read. */
    @Override
    public synchronized Iterator<T> iterator() {
        checkOpen();
        return new Cursor(0, 0, size, BLOCK);
    }

    /** Gives memory and file back; the store cannot be used afterwards. */
    @Override
    public synchronized void close() {
        closed = true;
        tail = new byte[0];
        index = new long[0];
        FileChannel open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new RunException(
                        "temporary file of results cannot be deleted: " + e,
                        "a temporary file of results cannot be deleted",
                        e);
            }
        }
    }

    /** Encoding goes to memory: that it fails is a fault of the codec, not of a disk. */
    private byte[] encode(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            codec.write(value, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void spill() {
        try {
            FileChannel channel = file;
            if (channel == null) {
                Path path = Files.createTempFile(folder, "prelabel-", ".spill");
                channel = FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
                file = channel;
            }
            ByteBuffer bytes = ByteBuffer.wrap(tail, 0, tailLength);
            while (bytes.hasRemaining()) {
                channel.write(bytes, fileLength + bytes.position());
            }
        } catch (ClosedByInterruptException e) {
            throw new RunCancelledException(e);
        } catch (IOException e) {
            throw new RunException(
                    "results cannot be written to a temporary file in " + folder + ": " + e
                            + "; free space there, or name another folder with -Djava.io.tmpdir",
                    "results cannot be written to a temporary file; the server's log has the reason",
                    e);
        }
        fileLength += tailLength;
        tailLength = 0;
    }

    /** Fills as much of the array as there is from the position on; the number of bytes copied. */
    private synchronized int copy(long position, byte[] target, int from) {
        checkOpen();
        int wanted = target.length - from;
        if (position >= fileLength || file == null) {
            int start = (int) (position - fileLength);
            int count = Math.min(wanted, tailLength - start);
            System.arraycopy(tail, start, target, from, count);
            return count;
        }
        int count = (int) Math.min(wanted, fileLength - position);
        ByteBuffer bytes = ByteBuffer.wrap(target, from, count);
        try {
            while (bytes.hasRemaining()) {
                if (file.read(bytes, position + bytes.position() - from) < 0) {
                    throw new EOFException("it ends at " + file.size() + " of " + fileLength + " bytes");
                }
            }
        } catch (ClosedByInterruptException e) {
            throw new RunCancelledException(e);
        } catch (IOException e) {
            throw new RunException(
                    "temporary file of results cannot be read: " + e,
                    "a temporary file of results cannot be read; the server's log has the reason",
                    e);
        }
        return count;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the store of results is closed");
        }
    }

    /** Reads records from a position on, block by block. */
    private final class Cursor implements Iterator<T> {

        private final long end;
        private final int leastBlock;
        private long next;
        private byte[] block = new byte[0];
        private long blockStart;
        private int blockLength;
        private int offset;

        Cursor(long position, long firstIndex, long end, int leastBlock) {
            this.blockStart = position;
            this.next = firstIndex;
            this.end = end;
            this.leastBlock = leastBlock;
        }

        @Override
        public boolean hasNext() {
            return next < end;
        }

        @Override
        public T next() {
            int length = enter();
            ByteArrayInputStream record = new ByteArrayInputStream(block, offset, length);
            T value;
            try {
                value = codec.read(new DataInputStream(record));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            offset += length;
            next++;
            return value;
        }

        void skip() {
            int length = enter();
            offset += length;
            next++;
        }

        /** Puts the whole next record into the block; its length. */
        private int enter() {
            if (!hasNext()) {
                throw new NoSuchElementException("there are " + end + " values");
            }
            need(Integer.BYTES);
            int length = ByteBuffer.wrap(block).getInt(offset);
            offset += Integer.BYTES;
            need(length);
            return length;
        }

        private void need(int bytes) {
            int left = blockLength - offset;
            if (left >= bytes) {
                return;
            }
            byte[] target = bytes <= block.length ? block : new byte[Math.max(leastBlock, bytes)];
            System.arraycopy(block, offset, target, 0, left);
            blockStart += offset;
            offset = 0;
            blockLength = left;
            block = target;
            while (blockLength < bytes) {
                blockLength += copy(blockStart + blockLength, block, blockLength);
            }
        }
    }
}
