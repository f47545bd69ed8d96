package org.gsprelabel.sam;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.gsprelabel.tensor.Tensor;

/** Values of tensors as bytes that are the same on every machine. */
final class LittleEndian {

    private static final int BLOCK = 1 << 14;

    /** Takes bytes from an array, which changes afterwards. */
    @FunctionalInterface
    interface Sink<X extends Exception> {
        void take(byte[] bytes, int offset, int count) throws X;
    }

    /** Fills an array with bytes. */
    @FunctionalInterface
    interface Source<X extends Exception> {
        void fill(byte[] bytes, int offset, int count) throws X;
    }

    private LittleEndian() {}

    /** Numbers of an array of bytes. */
    static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] bytes(int number) {
        byte[] bytes = new byte[Integer.BYTES];
        over(bytes).putInt(number);
        return bytes;
    }

    /** Hands over the values of a tensor, block by block. */
    static <X extends Exception> void write(Tensor tensor, Sink<X> sink) throws X {
        byte[] bytes = new byte[BLOCK * Float.BYTES];
        FloatBuffer numbers = over(bytes).asFloatBuffer();
        float[] values = new float[BLOCK];
        int size = tensor.data().capacity();
        for (int from = 0; from < size; from += BLOCK) {
            int count = Math.min(BLOCK, size - from);
            tensor.data().get(from, values, 0, count);
            numbers.put(0, values, 0, count);
            sink.take(bytes, 0, count * Float.BYTES);
        }
    }

    /** Fills a tensor, block by block. */
    static <X extends Exception> void read(Tensor tensor, Source<X> source) throws X {
        byte[] bytes = new byte[BLOCK * Float.BYTES];
        FloatBuffer numbers = over(bytes).asFloatBuffer();
        float[] values = new float[BLOCK];
        int size = tensor.data().capacity();
        for (int from = 0; from < size; from += BLOCK) {
            int count = Math.min(BLOCK, size - from);
            source.fill(bytes, 0, count * Float.BYTES);
            numbers.get(0, values, 0, count);
            tensor.data().put(from, values, 0, count);
        }
    }
}
