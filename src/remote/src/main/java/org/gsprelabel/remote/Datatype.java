package org.gsprelabel.remote;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Element types of the protocol that tensors of floats are converted to and from. Binary data are little-endian and
 * row-major, without gaps.
 */
enum Datatype {
    BOOL(1),
    UINT8(1),
    INT32(4),
    INT64(8),
    FP16(2),
    FP32(4),
    FP64(8);

    private final int size;

    Datatype(int size) {
        this.size = size;
    }

    /** The type of a name as metadata have it; empty for those that floats are not converted to. */
    static Optional<Datatype> of(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** {@code FP32, FP16, ...}. */
    static String names() {
        return Arrays.toString(values()).replaceAll("[\\[\\]]", "");
    }

    /** Bytes of one element. */
    int size() {
        return size;
    }

    /** {@code float32}, {@code int64}, ...: the name that ONNX has for an element type of the protocol. */
    static String onnxName(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("^fp", "float").replace("bf16", "bfloat16");
    }

    /**
     * Appends elements.
     *
     * @param values elements from the first to {@code first + count - 1} are read, wherever the buffer stands
     * @param target little-endian
     */
    void encode(FloatBuffer values, int first, int count, ByteBuffer target) {
        int end = first + count;
        switch (this) {
            case BOOL -> {
                for (int i = first; i < end; i++) {
                    target.put((byte) ((int) values.get(i) == 0 ? 0 : 1));
                }
            }
            case UINT8 -> {
                for (int i = first; i < end; i++) {
                    target.put((byte) (int) values.get(i));
                }
            }
            case INT32 -> {
                for (int i = first; i < end; i++) {
                    target.putInt((int) values.get(i));
                }
            }
            case INT64 -> {
                for (int i = first; i < end; i++) {
                    target.putLong((long) values.get(i));
                }
            }
            case FP16 -> {
                for (int i = first; i < end; i++) {
                    target.putShort(Float16.of(values.get(i)));
                }
            }
            case FP32 -> {
                target.asFloatBuffer().put(0, values, first, count);
                target.position(target.position() + count * size);
            }
            case FP64 -> {
                for (int i = first; i < end; i++) {
                    target.putDouble(values.get(i));
                }
            }
        }
    }

    /**
     * Reads as many elements as the target takes; those that are no float become the nearest one.
     *
     * @param source little-endian
     */
    void decode(ByteBuffer source, float[] target) {
        switch (this) {
            case BOOL -> {
                for (int i = 0; i < target.length; i++) {
                    target[i] = source.get() == 0 ? 0 : 1;
                }
            }
            case UINT8 -> {
                for (int i = 0; i < target.length; i++) {
                    target[i] = source.get() & 0xff;
                }
            }
            case INT32 -> {
                for (int i = 0; i < target.length; i++) {
                    target[i] = source.getInt();
                }
            }
            case INT64 -> {
                for (int i = 0; i < target.length; i++) {
                    target[i] = source.getLong();
                }
            }
            case FP16 -> {
                for (int i = 0; i < target.length; i++) {
                    target[i] = Float16.toFloat(source.getShort());
                }
            }
            case FP32 -> {
                source.asFloatBuffer().get(target);
                source.position(source.position() + target.length * size);
            }
            case FP64 -> {
                for (int i = 0; i < target.length; i++) {
                    target[i] = (float) source.getDouble();
                }
            }
        }
    }
}
