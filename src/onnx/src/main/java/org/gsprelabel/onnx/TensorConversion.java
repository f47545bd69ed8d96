package org.gsprelabel.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.BitSet;
import org.gsprelabel.tensor.Tensor;

/** Between the float32 tensors of the pipeline and the types that graphs declare. */
final class TensorConversion {

    private TensorConversion() {}

    /**
     * A tensor of the type that the graph declares. Float32 in direct memory of native order is taken without a copy.
     *
     * @throws IllegalArgumentException when the type is none that values can be converted to
     */
    static OnnxTensor toRuntime(Tensor tensor, String type) throws OrtException {
        OrtEnvironment environment = OnnxRuntime.environment();
        FloatBuffer values = tensor.data().duplicate().clear();
        long[] shape = tensor.shape();
        return switch (type) {
            case "float32" -> OnnxTensor.createTensor(environment, inNativeOrder(values), shape);
            case "float16" ->
                OnnxTensor.createTensor(
                        environment,
                        bytes(Fp16Conversions.convertFloatBufferToFp16Buffer(values)),
                        shape,
                        OnnxJavaType.FLOAT16);
            case "float64" -> OnnxTensor.createTensor(environment, doubles(values), shape);
            case "int64" -> OnnxTensor.createTensor(environment, longs(values), shape);
            case "int32" -> OnnxTensor.createTensor(environment, integers(values), shape);
            case "uint8" -> OnnxTensor.createTensor(environment, bytes(values), shape, OnnxJavaType.UINT8);
            case "bool" -> OnnxTensor.createTensor(environment, bytes(values), shape, OnnxJavaType.BOOL);
            default ->
                throw new IllegalArgumentException(
                        "type must be one of float32, float16, float64, int64, int32, uint8, bool, got " + type);
        };
    }

    /**
     * Whether values of the runtime go into one buffer, which has less than 2 GiB, as they come and as they are held: truths
     * in bytes, numbers in as many bytes as float32 has, or more.
     */
    static boolean canBeRead(OnnxJavaType type, long... shape) {
        int size = type == OnnxJavaType.BOOL ? 1 : Math.max(type.size, Float.BYTES);
        long most = Integer.MAX_VALUE / size;
        for (long length : shape) {
            if (length == 0) {
                return true;
            }
            most /= length;
        }
        return most > 0;
    }

    /**
     * The values of a tensor of the runtime, copied.
     *
     * @throws IllegalArgumentException when the type is none that values can be converted from
     */
    static Tensor fromRuntime(OnnxTensor tensor) {
        long[] shape = tensor.getInfo().getShape();
        return switch (tensor.getInfo().type) {
            case FLOAT, FLOAT16 -> Tensor.of(tensor.getFloatBuffer(), shape);
            case DOUBLE -> {
                DoubleBuffer from = tensor.getDoubleBuffer();
                float[] values = new float[from.capacity()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) from.get(i);
                }
                yield Tensor.of(values, shape);
            }
            case INT64 -> {
                LongBuffer from = tensor.getLongBuffer();
                float[] values = new float[from.capacity()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = from.get(i);
                }
                yield Tensor.of(values, shape);
            }
            case INT32 -> {
                IntBuffer from = tensor.getIntBuffer();
                float[] values = new float[from.capacity()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = from.get(i);
                }
                yield Tensor.of(values, shape);
            }
            case BOOL -> Tensor.ofTruths(truths(tensor.getByteBuffer()), shape);
            case UINT8 -> {
                ByteBuffer from = tensor.getByteBuffer();
                float[] values = new float[from.capacity()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = from.get(i) & 0xff;
                }
                yield Tensor.of(values, shape);
            }
            default -> throw new IllegalArgumentException("type " + tensor.getInfo().type + " is not supported");
        };
    }

    private static BitSet truths(ByteBuffer from) {
        BitSet truths = new BitSet(from.capacity());
        for (int i = 0; i < from.capacity(); i++) {
            if (from.get(i) != 0) {
                truths.set(i);
            }
        }
        return truths;
    }

    /** Heap buffers are copied by the runtime; direct ones in foreign order would be read as other numbers. */
    private static FloatBuffer inNativeOrder(FloatBuffer values) {
        if (!values.isDirect() || values.order() == ByteOrder.nativeOrder()) {
            return values;
        }
        return Tensor.allocate(values.capacity()).data().put(values).clear();
    }

    private static ByteBuffer bytes(ShortBuffer from) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(2 * from.capacity()).order(ByteOrder.nativeOrder());
        bytes.asShortBuffer().put(from.duplicate().clear());
        return bytes;
    }

    /** To the nearest whole number: a grey level of an image may come a little short of it. */
    private static ByteBuffer bytes(FloatBuffer from) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(from.capacity()).order(ByteOrder.nativeOrder());
        for (int i = 0; i < from.capacity(); i++) {
            bytes.put(i, (byte) Math.rint(Math.min(255, Math.max(0, from.get(i)))));
        }
        return bytes;
    }

    private static DoubleBuffer doubles(FloatBuffer from) {
        DoubleBuffer doubles = DoubleBuffer.allocate(from.capacity());
        for (int i = 0; i < from.capacity(); i++) {
            doubles.put(i, from.get(i));
        }
        return doubles;
    }

    private static LongBuffer longs(FloatBuffer from) {
        LongBuffer longs = LongBuffer.allocate(from.capacity());
        for (int i = 0; i < from.capacity(); i++) {
            longs.put(i, (long) from.get(i));
        }
        return longs;
    }

    private static IntBuffer integers(FloatBuffer from) {
        IntBuffer integers = IntBuffer.allocate(from.capacity());
        for (int i = 0; i < from.capacity(); i++) {
            integers.put(i, (int) from.get(i));
        }
        return integers;
    }
}
