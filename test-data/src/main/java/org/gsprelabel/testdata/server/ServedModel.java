package org.gsprelabel.testdata.server;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gsprelabel.testdata.server.Faults.Active;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A model in ONNX Runtime, asked in the words of the protocol. */
final class ServedModel {

    /** The only one that there is. */
    static final String VERSION = "1";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String name;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /** An answer: its JSON, the binary data after it, and the length of the JSON where there are any. */
    static final class Inferred {

        final byte[] body;
        final Optional<Integer> headerLength;

        private Inferred(byte[] body, Optional<Integer> headerLength) {
            this.body = body;
            this.headerLength = headerLength;
        }
    }

    ServedModel(String name, Path file) throws OrtException {
        this.name = name;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // sums in the same order as everywhere else, whatever the number of cores
            options.setIntraOpNumThreads(1);
            this.session = environment.createSession(file.toString(), options);
        }
    }

    byte[] metadata() throws OrtException {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", name);
        json.putArray("versions").add(VERSION);
        json.put("platform", "onnxruntime_onnx");
        putTensors(json.putArray("inputs"), session.getInputInfo().values());
        putTensors(json.putArray("outputs"), session.getOutputInfo().values());
        return JSON.writeValueAsBytes(json);
    }

    /**
     * @param headerLength bytes of JSON at the start of the body
     * @param fault what is to be wrong with the answer
     * @throws IllegalArgumentException when the request is not as the protocol or the model wants it
     */
    Inferred infer(byte[] body, int headerLength, Optional<Active> fault) throws OrtException {
        JsonNode request = JSON.readTree(body, 0, headerLength);
        ByteBuffer binary = ByteBuffer.wrap(body, headerLength, body.length - headerLength);
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            for (JsonNode input : request.path("inputs")) {
                inputs.put(input.path("name").stringValue(), WireTensor.read(environment, input, binary));
            }
            if (binary.hasRemaining()) {
                throw new IllegalArgumentException(binary.remaining() + " bytes are no input");
            }
            Set<String> outputs = new LinkedHashSet<>();
            request.path("outputs")
                    .forEach(output -> outputs.add(output.path("name").stringValue()));
            try (OrtSession.Result result = session.run(inputs, outputs)) {
                return answer(result, fault.map(Active::fault).orElse(null));
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private Inferred answer(OrtSession.Result result, @Nullable Fault fault) {
        ObjectNode json = JSON.createObjectNode();
        json.put("model_name", name);
        json.put("model_version", fault == Fault.NEXT_VERSION ? "2" : VERSION);
        ArrayNode outputs = json.putArray("outputs");
        ByteArrayOutputStream binary = new ByteArrayOutputStream();
        int left = result.size();
        for (Map.Entry<String, ? extends ai.onnxruntime.OnnxValue> entry : result) {
            if (fault != Fault.MISSING_OUTPUT || --left > 0) {
                addOutput(outputs.addObject(), entry.getKey(), (OnnxTensor) entry.getValue(), binary, fault);
            }
        }
        if (fault == Fault.SURPLUS) {
            binary.write(0);
        }
        byte[] header = JSON.writeValueAsBytes(json);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(header);
        body.writeBytes(binary.toByteArray());
        boolean isBinary = fault != Fault.JSON && fault != Fault.NESTED_JSON;
        return new Inferred(body.toByteArray(), isBinary ? Optional.of(header.length) : Optional.empty());
    }

    private static void addOutput(
            ObjectNode output, String name, OnnxTensor tensor, ByteArrayOutputStream binary, @Nullable Fault fault) {
        List<Long> shape = new ArrayList<>(
                Arrays.stream(tensor.getInfo().getShape()).boxed().toList());
        byte[] bytes = WireTensor.bytes(tensor);
        String datatype = WireTensor.datatype(tensor.getInfo());
        if (fault == Fault.WRONG_SHAPE) {
            shape.add(1L);
        } else if (fault == Fault.WRONG_BATCH) {
            shape.set(0, 2 * shape.get(0));
            bytes = ByteBuffer.allocate(2 * bytes.length).put(bytes).put(bytes).array();
        } else if (fault == Fault.WRONG_DATATYPE) {
            datatype = datatype.equals("FP32") ? "INT32" : "FP32";
        } else if (fault == Fault.SHORT_TENSOR) {
            bytes = Arrays.copyOf(bytes, bytes.length - 1);
        }
        output.put("name", name);
        output.put("datatype", datatype);
        ArrayNode axes = output.putArray("shape");
        shape.forEach(axes::add);
        if (fault == Fault.JSON) {
            output.set("data", WireTensor.json(tensor));
        } else if (fault == Fault.NESTED_JSON) {
            output.set(
                    "data",
                    WireTensor.nested(WireTensor.json(tensor), tensor.getInfo().getShape()));
        } else {
            output.putObject("parameters").put("binary_data_size", bytes.length);
            binary.writeBytes(bytes);
        }
    }

    private static void putTensors(ArrayNode list, Collection<NodeInfo> nodes) {
        for (NodeInfo node : nodes) {
            TensorInfo info = (TensorInfo) node.getInfo();
            ObjectNode tensor = list.addObject();
            tensor.put("name", node.getName());
            tensor.put("datatype", WireTensor.datatype(info));
            ArrayNode shape = tensor.putArray("shape");
            Arrays.stream(info.getShape()).forEach(shape::add);
        }
    }
}
