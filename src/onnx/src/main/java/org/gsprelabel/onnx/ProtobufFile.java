package org.gsprelabel.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;

/**
 * Fields of messages in a file of protobuf's wire format, one after the other, with jumps over what is not asked for. Where the
 * bytes are no protobuf, or the file ends too early, there are no further fields.
 */
final class ProtobufFile {

    private static final int BUFFER = 1 << 13;

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int GROUP = 3;
    private static final int GROUP_END = 4;
    private static final int FIXED_32 = 5;

    private static final Field NONE = new Field(0, VARINT, 0, 0);

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long bufferAt;
    private long at;

    ProtobufFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Bytes of the file, from the first to before the second. */
    record Part(long start, long end) {}

    /**
     * A field of a message.
     *
     * @param number as the schema has it
     * @param type of the wire
     * @param start of its value
     * @param end behind its value
     */
    record Field(int number, int type, long start, long end) {

        /** False behind the last one. */
        boolean isThere() {
            return number > 0;
        }

        /** The bytes of a message. Of anything else, no bytes. */
        Part part() {
            return type == LENGTH ? new Part(start, end) : new Part(start, start);
        }
    }

    Part all() throws IOException {
        return new Part(0, channel.size());
    }

    Field first(Part message) throws IOException {
        return at(message.start, message.end);
    }

    Field next(Part message, Field field) throws IOException {
        return at(field.end, message.end);
    }

    /** The numbers of a repeated field, in their order: one, or many packed into one. */
    void integers(Field field, LongConsumer numbers) throws IOException {
        at = field.start;
        while (at < field.end) {
            numbers.accept(varint(field.end));
        }
    }

    private Field at(long start, long end) throws IOException {
        if (start >= end) {
            return NONE;
        }
        at = start;
        // as protobuf's own readers do, which take 32 bits of longer keys
        int key = (int) varint(end);
        int number = key >>> 3;
        if (number < 1) {
            return NONE;
        }
        int type = key & 7;
        long valueStart = at;
        long valueEnd = switch (type) {
            case VARINT -> {
                varint(end);
                yield at;
            }
            case FIXED_64 -> at + 8;
            case FIXED_32 -> at + 4;
            // what lies in a group counts as fields beside it: nothing may hide there
            case GROUP, GROUP_END -> at;
            case LENGTH -> {
                long length = varint(end);
                valueStart = at;
                yield length < 0 || length > end - at ? -1 : at + length;
            }
            default -> -1;
        };
        return valueEnd < 0 || valueEnd > end ? NONE : new Field(number, type, valueStart, valueEnd);
    }

    private long varint(long end) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64 && at < end; shift += 7) {
            int read = readByte();
            value |= (long) (read & 0x7f) << shift;
            if (read < 0x80) {
                return value;
            }
        }
        // longer than any number, or cut off: nothing that follows can be made out
        at = end;
        return 0;
    }

    private int readByte() throws IOException {
        long offset = at - bufferAt;
        if (offset < 0 || offset >= buffer.limit()) {
            buffer.clear();
            if (channel.read(buffer, at) < 1) {
                buffer.limit(0);
                bufferAt = at;
                at = Long.MAX_VALUE;
                return 0;
            }
            buffer.flip();
            bufferAt = at;
            offset = 0;
        }
        at++;
        return buffer.get((int) offset) & 0xff;
    }
}
