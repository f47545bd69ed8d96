package org.gsprelabel.remote;

import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.gsprelabel.tensor.Tensor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads an answer to a question for inference. Each output may come as binary data after the JSON header or as JSON in
 * it, whatever was asked for; a server that does not know the binary extension answers all of it in JSON.
 *
 * <p>Strict: an output that was asked for must be there once, with the element type of the metadata, a shape that fits
 * them, and exactly as many elements as the shape says. Outputs that nobody asked for are passed over.
 */
final class InferenceAnswer {

    static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    private final byte[] body;
    private final JsonNode json;
    private final int headerLength;

    private InferenceAnswer(byte[] body, JsonNode json, int headerLength) {
        this.body = body;
        this.json = json;
        this.headerLength = headerLength;
    }

    static InferenceAnswer of(HttpHeaders headers, byte[] body) throws BadAnswerException {
        int headerLength = headerLength(headers, body.length);
        try {
            JsonNode json = Json.MAPPER.readTree(body, 0, headerLength);
            if (!json.isObject()) {
                throw new BadAnswerException("the answer must be a JSON object, found " + Json.text(json));
            }
            return new InferenceAnswer(body, json, headerLength);
        } catch (JacksonException e) {
            throw new BadAnswerException("the answer is not valid JSON (" + Json.reason(e) + ")", e);
        }
    }

    /** The version of the model that answered, where the server says so. */
    Optional<String> modelVersion() {
        JsonNode version = json.path("model_version");
        return version.isString() && !version.stringValue().isEmpty()
                ? Optional.of(version.stringValue())
                : Optional.empty();
    }

    /**
     * The tensors that were asked for, in the order of asking.
     *
     * @param wanted as the metadata have them
     */
    Map<String, Tensor> tensors(Collection<TensorMetadata> wanted) throws BadAnswerException {
        JsonNode outputs = json.path("outputs");
        if (!outputs.isArray()) {
            throw new BadAnswerException("the answer must have a list of outputs, found " + Json.text(outputs));
        }
        Map<String, Tensor> found = new LinkedHashMap<>();
        wanted.forEach(tensor -> found.put(tensor.name(), Tensor.of(new float[0], 0)));
        LinkedHashMap<String, TensorMetadata> missing = new LinkedHashMap<>();
        wanted.forEach(tensor -> missing.put(tensor.name(), tensor));
        long offset = headerLength;
        for (JsonNode output : outputs) {
            String name = Json.string(output, "name", "an output");
            OptionalLong size = binarySize(output, name);
            if (size.isPresent() && size.getAsLong() > body.length - offset) {
                throw new BadAnswerException("output '" + name + "' must have " + size.getAsLong()
                        + " bytes at offset " + (offset - headerLength) + " of the binary data, which are "
                        + (body.length - headerLength) + " bytes long");
            }
            TensorMetadata declared = missing.remove(name);
            if (declared != null) {
                found.put(name, tensor(output, declared, size, (int) offset));
            } else if (found.containsKey(name)) {
                throw new BadAnswerException("output '" + name + "' is there twice");
            }
            offset += size.orElse(0);
        }
        if (!missing.isEmpty()) {
            throw new BadAnswerException(
                    "output '" + missing.keySet().iterator().next() + "' is missing");
        }
        if (offset != body.length) {
            throw new BadAnswerException("the outputs must fill the binary data of " + (body.length - headerLength)
                    + " bytes, but declare " + (offset - headerLength));
        }
        return found;
    }

    private Tensor tensor(JsonNode output, TensorMetadata declared, OptionalLong size, int offset)
            throws BadAnswerException {
        String name = declared.name();
        String datatype = Json.string(output, "datatype", "output '" + name + "'");
        if (!datatype.equals(declared.datatype())) {
            throw new BadAnswerException(
                    "output '" + name + "' must be " + declared.datatype() + ", found " + Json.oneLine(datatype));
        }
        Datatype type =
                Datatype.of(datatype).orElseThrow(() -> new BadAnswerException("output '" + name + "' is " + datatype));
        long[] shape = shape(output, declared);
        int elements = elements(shape, name);
        long bytes = (long) elements * type.size();
        if (size.isPresent() && size.getAsLong() != bytes) {
            throw new BadAnswerException("output '" + name + "' " + output.path("shape") + " must have " + bytes
                    + " bytes of " + datatype + ", found " + size.getAsLong());
        }
        if (size.isEmpty() && elements > body.length) {
            // before memory is taken for what cannot be there
            throw new BadAnswerException("output '" + name + "' must have " + elements
                    + " elements, found an answer of " + body.length + " bytes");
        }
        if (size.isPresent() && type == Datatype.BOOL) {
            BitSet truths = new BitSet(elements);
            for (int i = 0; i < elements; i++) {
                truths.set(i, body[offset + i] != 0);
            }
            return Tensor.ofTruths(truths, shape);
        }
        float[] values = new float[elements];
        if (size.isEmpty()) {
            JsonElements.read(output.path("data"), type, values, name);
        } else {
            type.decode(ByteBuffer.wrap(body, offset, (int) bytes).order(ByteOrder.LITTLE_ENDIAN), values);
        }
        return Tensor.of(values, shape);
    }

    private static long[] shape(JsonNode output, TensorMetadata declared) throws BadAnswerException {
        List<JsonNode> axes = Json.optionalArray(output, "shape");
        boolean fits = axes.stream()
                .allMatch(axis -> axis.isIntegralNumber() && axis.canConvertToInt() && axis.intValue() >= 0);
        long[] shape = fits ? axes.stream().mapToLong(JsonNode::longValue).toArray() : new long[0];
        if (!fits || !declared.fits(shape)) {
            throw new BadAnswerException("output '" + declared.name() + "' must be " + declared.shapeText() + ", found "
                    + Json.text(output.path("shape")));
        }
        return shape;
    }

    private static int elements(long[] shape, String name) throws BadAnswerException {
        try {
            long elements = 1;
            for (long length : shape) {
                elements = Math.multiplyExact(elements, length);
            }
            return Math.toIntExact(elements);
        } catch (ArithmeticException e) {
            throw new BadAnswerException("output '" + name + "' has more elements than a tensor can hold", e);
        }
    }

    private static OptionalLong binarySize(JsonNode output, String name) throws BadAnswerException {
        JsonNode size = output.path("parameters").path("binary_data_size");
        if (size.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
            throw new BadAnswerException(
                    "output '" + name + "' must have a binary_data_size from 0, found " + Json.text(size));
        }
        return OptionalLong.of(size.longValue());
    }

    /** Bytes of JSON at the start of the answer; all of it where the server does not say. */
    private static int headerLength(HttpHeaders headers, int length) throws BadAnswerException {
        Optional<String> text = headers.firstValue(HEADER_LENGTH);
        if (text.isEmpty()) {
            return length;
        }
        try {
            int headerLength = Integer.parseInt(text.get().strip());
            if (headerLength >= 0 && headerLength <= length) {
                return headerLength;
            }
        } catch (NumberFormatException e) {
            throw badHeaderLength(text.get(), length);
        }
        throw badHeaderLength(text.get(), length);
    }

    private static BadAnswerException badHeaderLength(String text, int length) {
        return new BadAnswerException("the HTTP header " + HEADER_LENGTH
                + " must be from 0 to the length of the answer, " + length + ", found " + Json.oneLine(text));
    }
}
