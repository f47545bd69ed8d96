package org.gsprelabel.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Integers in as few bytes as they need: seven bits a byte, least significant first, the high bit set on all but the
 * last. Signed ones are folded (0, -1, 1, -2, ...) first, so that small steps of either sign take one byte.
 */
final class VarInts {

    private static final int FIRST_CHUNK = 1 << 12;

    private VarInts() {}

    static void writeUnsigned(long value, DataOutput out) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long readUnsigned(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte part = in.readByte();
            value |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IOException("record is damaged: a number takes more than 10 bytes");
    }

    static void writeSigned(long value, DataOutput out) throws IOException {
        writeUnsigned((value << 1) ^ (value >> 63), out);
    }

    static long readSigned(DataInput in) throws IOException {
        long folded = readUnsigned(in);
        return (folded >>> 1) ^ -(folded & 1);
    }

    /** Reads a count or index. */
    static int readInt(String what, DataInput in) throws IOException {
        long value = readUnsigned(in);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IOException("record is damaged: " + what + " is " + Long.toUnsignedString(value));
        }
        return (int) value;
    }

    static void writeText(String text, DataOutput out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    static String readText(String what, DataInput in) throws IOException {
        return new String(readBytes(what, in), StandardCharsets.UTF_8);
    }

    static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        writeUnsigned(bytes.length, out);
        out.write(bytes);
    }

    static byte[] readBytes(String what, DataInput in) throws IOException {
        int length = readInt("length of " + what, in);
        // Grown as bytes arrive: a damaged length must not ask for more memory than the input can fill.
        byte[] bytes = new byte[Math.min(length, FIRST_CHUNK)];
        int filled = 0;
        while (true) {
            in.readFully(bytes, filled, bytes.length - filled);
            filled = bytes.length;
            if (filled == length) {
                return bytes;
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * filled));
        }
    }
}
