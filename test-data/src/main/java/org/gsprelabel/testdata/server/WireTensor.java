package org.gsprelabel.testdata.server;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Tensors between ONNX Runtime and the wire, byte for byte. */
final class WireTensor {

    private static final Map<String, OnnxJavaType> TYPES = Map.of(
            "BOOL", OnnxJavaType.BOOL,
            "UINT8", OnnxJavaType.UINT8,
            "INT32", OnnxJavaType.INT32,
            "INT64", OnnxJavaType.INT64,
            "FP16", OnnxJavaType.FLOAT16,
            "FP32", OnnxJavaType.FLOAT,
            "FP64", OnnxJavaType.DOUBLE);

    private WireTensor() {}

    /** The protocol's name of an element type. */
    static String datatype(TensorInfo info) {
        return switch (info.onnxType) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> "FP32";
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> "FP64";
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> "FP16";
            default -> info.onnxType.name().replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", "");
        };
    }

    /** A tensor over the bytes that a client sent; refused where they are not what the header says. */
    static OnnxTensor read(OrtEnvironment environment, JsonNode input, ByteBuffer body) throws OrtException {
        String name = input.path("name").stringValue();
        String datatype = input.path("datatype").stringValue();
        OnnxJavaType type = Optional.ofNullable(TYPES.get(datatype))
                .orElseThrow(() -> new IllegalArgumentException("datatype " + datatype + " is not supported"));
        long[] shape = input.path("shape").values().stream()
                .mapToLong(JsonNode::longValue)
                .toArray();
        long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        long size = input.path("parameters").path("binary_data_size").longValue();
        if (size != elements * type.size || size > body.remaining()) {
            throw new IllegalArgumentException("input '" + name + "' has " + size + " bytes for " + elements
                    + " elements of " + datatype + ", and " + body.remaining() + " are left");
        }
        ByteBuffer data = ByteBuffer.allocateDirect((int) size).order(ByteOrder.nativeOrder());
        data.put(body.slice(body.position(), (int) size)).flip();
        body.position(body.position() + (int) size);
        return OnnxTensor.createTensor(environment, data, shape, type);
    }

    /** The elements as they lie in memory: little-endian, on every platform that ONNX Runtime is for. */
    static byte[] bytes(OnnxTensor tensor) {
        ByteBuffer buffer = tensor.getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** The elements as JSON, in row-major order. */
    static ArrayNode json(OnnxTensor tensor) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        ByteBuffer bytes = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
        while (bytes.hasRemaining()) {
            switch (datatype(tensor.getInfo())) {
                case "BOOL" -> list.add(bytes.get() != 0);
                case "UINT8" -> list.add(bytes.get() & 0xff);
                case "INT32" -> list.add(bytes.getInt());
                case "INT64" -> list.add(bytes.getLong());
                case "FP64" -> list.add(bytes.getDouble());
                case "FP32" -> list.add(bytes.getFloat());
                default -> throw new IllegalArgumentException(tensor.getInfo().type + " has no form in JSON");
            }
        }
        return list;
    }

    /** The same elements in lists of lists, one for each axis. */
    static ArrayNode nested(ArrayNode flat, long[] shape) {
        ArrayNode level = flat;
        for (int axis = shape.length - 1; axis > 0; axis--) {
            ArrayNode next = JsonMapper.shared().createArrayNode();
            for (int i = 0; i < level.size(); i += (int) shape[axis]) {
                ArrayNode row = next.addArray();
                for (int j = 0; j < shape[axis]; j++) {
                    row.add(level.get(i + j));
                }
            }
            level = next;
        }
        return level;
    }
}
