package org.gsprelabel.remote;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON of a server, which may be anything. */
final class Json {

    /** Nothing of a document that could not be read goes into an exception, and so into a log. */
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final int LONGEST_VALUE = 60;

    private Json() {}

    static String string(JsonNode object, String field, String where) throws BadAnswerException {
        JsonNode value = object.path(field);
        if (!value.isString()) {
            throw new BadAnswerException(where + " must have a text '" + field + "', found " + text(value));
        }
        return value.stringValue();
    }

    static List<JsonNode> optionalArray(JsonNode object, String field) throws BadAnswerException {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw new BadAnswerException("'" + field + "' must be a list, found " + text(value));
        }
        return List.copyOf(value.values());
    }

    static String reason(JacksonException problem) {
        return oneLine(problem.getOriginalMessage());
    }

    /** A value for a message: on one line, and not longer than people read. */
    static String text(JsonNode node) {
        return node.isMissingNode() ? "nothing" : oneLine(node.toString());
    }

    /** The start of a text, on one line. */
    static String oneLine(String text) {
        String start = text.length() > 4 * LONGEST_VALUE ? text.substring(0, 4 * LONGEST_VALUE) : text;
        String line = start.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "...";
    }
}
