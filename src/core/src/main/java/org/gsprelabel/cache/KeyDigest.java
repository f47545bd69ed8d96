package org.gsprelabel.cache;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Makes keys. What is added goes in with its kind and its length, so no two lists of parts give the same bytes; the order of
 * sets and maps, which differs from one start to the next, does not count. Not safe for use by several threads.
 */
public final class KeyDigest {

    private static final int BLOCK = 1 << 14;

    private final MessageDigest digest;

    public KeyDigest() {
        this(sha256());
    }

    private KeyDigest(MessageDigest digest) {
        this.digest = digest;
    }

    /** Another one that has been given the same, and goes on by itself. */
    public KeyDigest copy() {
        try {
            return new KeyDigest((MessageDigest) digest.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of this platform cannot be copied", e);
        }
    }

    /**
     * Adds a value: texts, numbers, truths, constants, records of such, and lists, sets, maps and optionals of them.
     *
     * @throws IllegalArgumentException when it is, or has inside, a value of another type: rather than leave out something
     *     that matters
     */
    public KeyDigest add(Object value) {
        digest.update(canonical(value));
        return this;
    }

    /** Adds samples bit by bit. Whole numbers of 8 bits, as most images have them, take a byte each. */
    public KeyDigest add(float[] samples) {
        add(samples.length);
        byte[] bytes = new byte[BLOCK * Float.BYTES];
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < samples.length; from += BLOCK) {
            int count = Math.min(BLOCK, samples.length - from);
            int size = 1;
            if (!narrow(samples, from, count, bytes)) {
                size = Float.BYTES;
                numbers.asFloatBuffer().put(samples, from, count);
            }
            digest.update((byte) size);
            digest.update(bytes, 0, count * size);
        }
        return this;
    }

    /** Adds a set of bits. */
    public KeyDigest add(BitSet bits) {
        byte[] bytes = bits.toByteArray();
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    /** The key of all that was added; nothing is to be added after it. */
    public ContentKey key() {
        return new ContentKey(HexFormat.of().formatHex(digest.digest()));
    }

    /** Writes samples as bytes; false when one is something else than a whole number from 0 to 255. */
    private static boolean narrow(float[] samples, int from, int count, byte[] bytes) {
        for (int i = 0; i < count; i++) {
            int whole = (int) samples[from + i] & 0xFF;
            // By their bits, since a negative zero is another sample.
            if (Float.floatToRawIntBits(whole) != Float.floatToRawIntBits(samples[from + i])) {
                return false;
            }
            bytes[i] = (byte) whole;
        }
        return true;
    }

    private static byte[] canonical(Object value) {
        if (value instanceof String text) {
            return framed('s', List.of(text.getBytes(StandardCharsets.UTF_8)));
        }
        if (value instanceof Integer || value instanceof Long) {
            return framed('i', List.of(number(((Number) value).longValue())));
        }
        if (value instanceof Double number) {
            return framed('d', List.of(number(Double.doubleToLongBits(number))));
        }
        if (value instanceof Boolean truth) {
            return framed('b', List.of(new byte[] {(byte) (truth ? 1 : 0)}));
        }
        if (value instanceof Enum<?> constant) {
            return framed('e', List.of(constant.name().getBytes(StandardCharsets.UTF_8)));
        }
        if (value instanceof Record composed) {
            return framed('r', components(composed));
        }
        if (value instanceof List<?> list) {
            return framed('l', list.stream().map(KeyDigest::canonical).toList());
        }
        if (value instanceof Set<?> set) {
            return framed('u', sorted(set.stream().map(KeyDigest::canonical).toList()));
        }
        if (value instanceof Map<?, ?> map) {
            return framed(
                    'm',
                    sorted(map.entrySet().stream()
                            .map(entry -> framed('p', List.of(canonical(entry.getKey()), canonical(entry.getValue()))))
                            .toList()));
        }
        return framed('o', optional(value));
    }

    private static List<byte[]> optional(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.stream().map(KeyDigest::canonical).toList();
        }
        if (value instanceof OptionalInt optional) {
            return optional.stream().mapToObj(KeyDigest::canonical).toList();
        }
        if (value instanceof OptionalDouble optional) {
            return optional.stream().mapToObj(KeyDigest::canonical).toList();
        }
        throw new IllegalArgumentException(
                "no key can be made of a value of the type " + value.getClass().getName());
    }

    private static List<byte[]> components(Record value) {
        RecordComponent[] components = value.getClass().getRecordComponents();
        byte[][] parts = new byte[components.length + 1][];
        parts[0] = canonical(value.getClass().getSimpleName());
        for (int i = 0; i < components.length; i++) {
            try {
                components[i].getAccessor().setAccessible(true);
                parts[i + 1] = canonical(components[i].getAccessor().invoke(value));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("record " + value + " cannot be read", e);
            }
        }
        return List.of(parts);
    }

    private static List<byte[]> sorted(List<byte[]> parts) {
        return parts.stream().sorted(Comparator.comparing(KeyDigest::hex)).toList();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] framed(char kind, List<byte[]> parts) {
        int length = 1 + Integer.BYTES;
        for (byte[] part : parts) {
            length += Integer.BYTES + part.length;
        }
        ByteBuffer framed = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        framed.put((byte) kind).putInt(parts.size());
        parts.forEach(part -> framed.putInt(part.length).put(part));
        return framed.array();
    }

    private static byte[] number(long number) {
        byte[] bytes = new byte[Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(number);
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
