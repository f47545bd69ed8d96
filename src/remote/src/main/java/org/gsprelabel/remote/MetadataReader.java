package org.gsprelabel.remote;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the answer to a question for metadata. Fields that it does not need may be there; those that it needs must be as
 * the protocol has them.
 */
final class MetadataReader {

    /** More axes than any tensor has. */
    private static final int MOST_AXES = 16;

    private MetadataReader() {}

    /**
     * @throws BadAnswerException when the answer is none
     */
    static ModelMetadata read(byte[] answer) throws BadAnswerException {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(answer);
        } catch (JacksonException e) {
            throw new BadAnswerException("metadata are not valid JSON (" + Json.reason(e) + ")", e);
        }
        if (!json.isObject()) {
            throw new BadAnswerException("metadata must be a JSON object, found " + Json.text(json));
        }
        List<String> versions = new ArrayList<>();
        for (JsonNode version : Json.optionalArray(json, "versions")) {
            // KServe's own server writes numbers
            versions.add(version.isString() ? version.stringValue() : version.toString());
        }
        return new ModelMetadata(
                Json.string(json, "name", "metadata"),
                versions,
                json.path("platform").isString() ? json.path("platform").stringValue() : "",
                tensors(json, "inputs"),
                tensors(json, "outputs"));
    }

    private static List<TensorMetadata> tensors(JsonNode json, String field) throws BadAnswerException {
        JsonNode array = json.path(field);
        if (!array.isArray() || array.isEmpty()) {
            throw new BadAnswerException("metadata must have a list of " + field + ", found " + Json.text(array));
        }
        List<TensorMetadata> tensors = new ArrayList<>();
        HashSet<String> names = new HashSet<>();
        for (JsonNode tensor : array) {
            String where = field + " of the metadata";
            String name = Json.string(tensor, "name", where);
            if (!names.add(name)) {
                throw new BadAnswerException(where + " have two of the name '" + name + "'");
            }
            tensors.add(new TensorMetadata(name, Json.string(tensor, "datatype", where), shape(tensor, name)));
        }
        return tensors;
    }

    private static List<Long> shape(JsonNode tensor, String name) throws BadAnswerException {
        JsonNode array = tensor.path("shape");
        List<Long> shape = new ArrayList<>();
        boolean fits = array.isArray() && array.size() <= MOST_AXES;
        if (fits) {
            for (JsonNode length : array) {
                fits &= length.isIntegralNumber() && length.canConvertToInt();
                shape.add(fits ? Math.max(-1, length.longValue()) : 0);
            }
        }
        if (!fits) {
            throw new BadAnswerException(
                    "the shape of '" + name + "' must be a list of numbers, -1 for any, found " + Json.text(array));
        }
        return shape;
    }
}
