package org.gsprelabel.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A dense, row-major float tensor in native memory order, as an inference runtime takes it without a copy. The shape is
 * fixed; the content belongs to whoever holds the tensor.
 */
public final class Tensor {

    private final long[] shape;
    private final FloatBuffer data;

    private Tensor(long[] shape, FloatBuffer data) {
        this.shape = shape;
        this.data = data;
    }

    /** A tensor of zeros in direct memory. */
    public static Tensor allocate(long... shape) {
        long size = elements(shape);
        if (size > Integer.MAX_VALUE / Float.BYTES) {
            throw new IllegalArgumentException("tensor " + Arrays.toString(shape) + " has " + size + " values, at most "
                    + Integer.MAX_VALUE / Float.BYTES + " are possible");
        }
        FloatBuffer data = ByteBuffer.allocateDirect((int) size * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return new Tensor(shape.clone(), data);
    }

    /**
     * A tensor over an existing buffer.
     *
     * @throws IllegalArgumentException when the buffer's capacity is not the product of the shape
     */
    public static Tensor of(FloatBuffer data, long... shape) {
        if (data.capacity() != elements(shape)) {
            throw new IllegalArgumentException("tensor " + Arrays.toString(shape) + " needs " + elements(shape)
                    + " values, got " + data.capacity());
        }
        return new Tensor(shape.clone(), data);
    }

    /**
     * The first items along the first axis: a tensor over the same memory.
     *
     * @param items from 0 to the length of the first axis
     */
    public Tensor first(int items) {
        if (shape.length == 0 || items < 0 || items > shape[0]) {
            throw new IllegalArgumentException(
                    "tensor " + Arrays.toString(shape) + " has no " + items + " first items");
        }
        long[] part = shape.clone();
        part[0] = items;
        return new Tensor(part, data.slice(0, Math.toIntExact(elements(part))));
    }

    /** For small literal tensors. */
    public static Tensor of(float[] data, long... shape) {
        return of(FloatBuffer.wrap(data), shape);
    }

    public long[] shape() {
        return shape.clone();
    }

    public int rank() {
        return shape.length;
    }

    /** Length of an axis. */
    public int size(int axis) {
        return Math.toIntExact(shape[axis]);
    }

    /** The values themselves; use absolute gets and puts, or a duplicate. */
    public FloatBuffer data() {
        return data;
    }

    public float get(int index) {
        return data.get(index);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }

    private static long elements(long[] shape) {
        long size = 1;
        for (long length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException("tensor has a negative axis: " + Arrays.toString(shape));
            }
            size = Math.multiplyExact(size, length);
        }
        return size;
    }
}
