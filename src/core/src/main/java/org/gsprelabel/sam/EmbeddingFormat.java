package org.gsprelabel.sam;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.gsprelabel.cache.BadContentException;
import org.gsprelabel.cache.ContentFormat;
import org.gsprelabel.cache.ContentKey;
import org.gsprelabel.tensor.Tensor;

/**
 * An embedding as bytes, little-endian:
 *
 * <pre>
 * 8 bytes  magic "GSPLEMB\n"
 * i32      version, 1
 * 32 bytes key
 * i32      CRC-32C of all that follows
 * i32      length of the table in bytes
 * i32      number of tensors; for each, by name: i32 length of the name, the name in UTF-8, i32 rank, i64 lengths of axes
 * f32      values of the tensors, one after the other
 * </pre>
 */
final class EmbeddingFormat implements ContentFormat<Map<String, Tensor>> {

    private static final byte[] MAGIC = "GSPLEMB\n".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int HEADER = 8 + 4 + 32 + 4 + 4;
    private static final int MOST_TABLE_BYTES = 1 << 16;

    @Override
    public String suffix() {
        return ".embedding";
    }

    @Override
    public long length(Map<String, Tensor> tensors) {
        return HEADER + table(tensors).length + memoryBytes(tensors);
    }

    @Override
    public long memoryBytes(Map<String, Tensor> tensors) {
        long bytes = 0;
        for (Tensor tensor : tensors.values()) {
            bytes += (long) tensor.data().capacity() * Float.BYTES;
        }
        return bytes;
    }

    @Override
    public void write(ContentKey key, Map<String, Tensor> tensors, OutputStream out) throws IOException {
        byte[] table = table(tensors);
        byte[] length = LittleEndian.bytes(table.length);
        CRC32C checksum = new CRC32C();
        checksum.update(length);
        checksum.update(table);
        Map<String, Tensor> ordered = new TreeMap<>(tensors);
        for (Tensor tensor : ordered.values()) {
            LittleEndian.write(tensor, checksum::update);
        }
        out.write(MAGIC);
        out.write(LittleEndian.bytes(VERSION));
        out.write(key.bytes());
        out.write(LittleEndian.bytes((int) checksum.getValue()));
        out.write(length);
        out.write(table);
        for (Tensor tensor : ordered.values()) {
            LittleEndian.write(tensor, out::write);
        }
    }

    @Override
    public Map<String, Tensor> read(ContentKey key, InputStream in, long fileLength) throws IOException {
        DataInputStream data = new DataInputStream(in);
        try {
            byte[] headerBytes = read(data, HEADER);
            ByteBuffer header = LittleEndian.over(headerBytes);
            byte[] magic = new byte[MAGIC.length];
            header.get(magic);
            int version = header.getInt();
            byte[] found = new byte[32];
            header.get(found);
            if (!Arrays.equals(magic, MAGIC) || version != VERSION || !Arrays.equals(found, key.bytes())) {
                throw new BadContentException("is no embedding " + key + " of version " + VERSION);
            }
            int expected = header.getInt();
            int tableLength = header.getInt();
            if (tableLength < 0 || tableLength > Math.min(MOST_TABLE_BYTES, fileLength - HEADER)) {
                throw new BadContentException("has a table of " + tableLength + " bytes");
            }
            byte[] table = read(data, tableLength);
            CRC32C checksum = new CRC32C();
            checksum.update(headerBytes, HEADER - Integer.BYTES, Integer.BYTES);
            checksum.update(table);
            Map<String, Tensor> tensors = allocate(LittleEndian.over(table), fileLength - HEADER - tableLength);
            for (Tensor tensor : tensors.values()) {
                LittleEndian.read(tensor, (bytes, offset, count) -> {
                    data.readFully(bytes, offset, count);
                    checksum.update(bytes, offset, count);
                });
            }
            if ((int) checksum.getValue() != expected) {
                throw new BadContentException("has another checksum than it says");
            }
            return tensors;
        } catch (EOFException e) {
            throw new BadContentException("ends too early");
        }
    }

    private static byte[] table(Map<String, Tensor> tensors) {
        byte[] bytes = new byte[MOST_TABLE_BYTES];
        ByteBuffer table = LittleEndian.over(bytes);
        table.putInt(tensors.size());
        new TreeMap<>(tensors).forEach((name, tensor) -> {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            table.putInt(utf8.length).put(utf8).putInt(tensor.rank());
            for (long length : tensor.shape()) {
                table.putLong(length);
            }
        });
        return Arrays.copyOf(bytes, table.position());
    }

    /** Tensors as the table has them, which together fill the rest of the file exactly; so no damage asks for the moon. */
    private static Map<String, Tensor> allocate(ByteBuffer table, long bytes) throws BadContentException {
        List<String> names = new ArrayList<>();
        List<long[]> shapes = new ArrayList<>();
        long left = bytes;
        try {
            int count = table.getInt();
            for (int i = 0; i < count; i++) {
                byte[] utf8 = new byte[(int) atMost(table.getInt(), table.remaining())];
                table.get(utf8);
                names.add(new String(utf8, StandardCharsets.UTF_8));
                long[] shape = new long[(int) atMost(table.getInt(), table.remaining() / Long.BYTES)];
                long values = 1;
                for (int axis = 0; axis < shape.length; axis++) {
                    shape[axis] = atMost(table.getLong(), Integer.MAX_VALUE);
                    values = atMost(values * shape[axis], Integer.MAX_VALUE / Float.BYTES);
                }
                shapes.add(shape);
                left -= values * Float.BYTES;
            }
        } catch (BufferUnderflowException e) {
            throw new BadContentException("has a table that cannot be read");
        }
        if (left != 0 || table.hasRemaining()) {
            throw new BadContentException("is not as long as its table says");
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            tensors.put(names.get(i), Tensor.allocate(shapes.get(i)));
        }
        return tensors;
    }

    private static long atMost(long length, long most) throws BadContentException {
        if (length < 0 || length > most) {
            throw new BadContentException("has a table that cannot be read");
        }
        return length;
    }

    private static byte[] read(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }
}
