package org.gsprelabel.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A dense, row-major float tensor in native memory order, as an inference runtime takes it without a copy; or one of truths,
 * 0 and 1, in a bit each. The shape is fixed; the content belongs to whoever holds the tensor.
 */
public final class Tensor {

    private final long[] shape;
    /** Of a tensor of truths, null until somebody asks for it. */
    private volatile @Nullable FloatBuffer data;

    /** Null for a tensor of numbers. */
    private final @Nullable BitSet truths;

    private Tensor(long[] shape, @Nullable FloatBuffer data, @Nullable BitSet truths) {
        this.shape = shape;
        this.data = data;
        this.truths = truths;
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
        return new Tensor(shape.clone(), data, null);
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
        return new Tensor(shape.clone(), data, null);
    }

    /**
     * A tensor of truths, which takes a bit a value: masks of the size of an image, a hundred at a time.
     *
     * @param truths the values that are 1, by their row-major index; belongs to the tensor from now on
     * @throws IllegalArgumentException when a bit lies beyond the product of the shape
     */
    public static Tensor ofTruths(BitSet truths, long... shape) {
        if (truths.length() > elements(shape)) {
            throw new IllegalArgumentException("tensor " + Arrays.toString(shape) + " has " + elements(shape)
                    + " values, got a truth at " + (truths.length() - 1));
        }
        return new Tensor(shape.clone(), null, truths);
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
        return new Tensor(part, data().slice(0, Math.toIntExact(elements(part))), null);
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

    /**
     * The values themselves; use absolute gets and puts, or a duplicate. Those of a tensor of truths are a copy, 32 times as
     * large as the tensor, which is kept: read its {@link #truths} instead where it is large.
     */
    public FloatBuffer data() {
        FloatBuffer values = data;
        if (values == null) {
            BitSet set = Objects.requireNonNull(truths);
            values = allocate(shape).data();
            for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
                values.put(i, 1);
            }
            data = values;
        }
        return values;
    }

    public float get(int index) {
        return truths == null ? data().get(index) : truths.get(index) ? 1 : 0;
    }

    /** The values that are not 0, by their row-major index; of a tensor of truths no copy, not to be changed. */
    public BitSet truths() {
        if (truths != null) {
            return truths;
        }
        FloatBuffer values = data();
        BitSet set = new BitSet(values.capacity());
        for (int i = 0; i < values.capacity(); i++) {
            if (values.get(i) != 0) {
                set.set(i);
            }
        }
        return set;
    }

    /** The same values in direct memory of native order, which a runtime takes without a copy; itself where they are there. */
    public Tensor inDirectMemory() {
        FloatBuffer values = data();
        if (values.isDirect() && values.order() == ByteOrder.nativeOrder()) {
            return this;
        }
        Tensor copy = allocate(shape);
        copy.data().put(0, values, 0, values.capacity());
        return copy;
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
