package org.gsprelabel.cache;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Bytes as they are, in a frame that tells damage, little-endian:
 *
 * <pre>
 * 8 bytes  magic "GSPLVAL\n"
 * i32      version, 1
 * 32 bytes key
 * i32      CRC-32C of the length and the bytes
 * i32      length
 * bytes
 * </pre>
 *
 * @param suffix how the names of files end, with a period
 */
public record BytesFormat(String suffix) implements ContentFormat<byte[]> {

    private static final byte[] MAGIC = "GSPLVAL\n".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int HEADER = 8 + 4 + 32 + 4 + 4;

    /** What an entry takes in memory beside its bytes: the key and the links of the map. */
    private static final int ENTRY_BYTES = 256;

    @Override
    public long memoryBytes(byte[] value) {
        return ENTRY_BYTES + (long) value.length;
    }

    @Override
    public long length(byte[] value) {
        return HEADER + (long) value.length;
    }

    @Override
    public void write(ContentKey key, byte[] value, OutputStream out) throws IOException {
        out.write(header(key, value).array());
        out.write(value);
    }

    @Override
    public byte[] read(ContentKey key, InputStream in, long fileLength) throws IOException {
        if (fileLength < HEADER || fileLength - HEADER > Integer.MAX_VALUE - 8) {
            throw new BadContentException("is " + fileLength + " bytes long");
        }
        DataInputStream data = new DataInputStream(in);
        byte[] header = new byte[HEADER];
        byte[] value = new byte[(int) (fileLength - HEADER)];
        try {
            data.readFully(header);
            data.readFully(value);
        } catch (EOFException e) {
            throw new BadContentException("ends too early");
        }
        if (!Arrays.equals(header, header(key, value).array())) {
            throw new BadContentException("is no whole value of the key " + key + " of version " + VERSION);
        }
        return value;
    }

    private static ByteBuffer header(ContentKey key, byte[] value) {
        CRC32C checksum = new CRC32C();
        checksum.update(littleEndian(Integer.BYTES).putInt(value.length).array());
        checksum.update(value);
        return littleEndian(HEADER)
                .put(MAGIC)
                .putInt(VERSION)
                .put(key.bytes())
                .putInt((int) checksum.getValue())
                .putInt(value.length);
    }

    private static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
