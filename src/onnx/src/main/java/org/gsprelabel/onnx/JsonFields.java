package org.gsprelabel.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.gsprelabel.model.ModelException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A JSON object read strictly: a field that nobody knows, of another type or with {@code null} for a value is an error that
 * names the model, the path of the field, what is allowed and what was found.
 */
final class JsonFields {

    private static final int LONGEST_VALUE = 60;

    private final String modelId;
    private final String path;
    private final JsonNode object;

    private JsonFields(String modelId, String path, JsonNode object, Set<String> allowed) {
        this.modelId = modelId;
        this.path = path;
        this.object = object;
        for (String name : object.propertyNames()) {
            if (!allowed.contains(name)) {
                throw Problems.of(
                        modelId, "field " + path + name + " is unknown; allowed are " + String.join(", ", allowed));
            }
        }
    }

    /** The outermost object, with the names of the fields that it may have. */
    static JsonFields root(String modelId, JsonNode node, String... allowed) {
        if (!node.isObject()) {
            throw Problems.of(modelId, "model.json must be an object, got " + text(node));
        }
        return new JsonFields(modelId, "", node, names(allowed));
    }

    /** The object in a field, with the names of the fields that it may have. */
    JsonFields object(String name, String... allowed) {
        JsonNode node = required(name);
        if (!node.isObject()) {
            throw wrong(name, "must be an object with " + String.join(", ", names(allowed)));
        }
        return new JsonFields(modelId, path + name + ".", node, names(allowed));
    }

    /** As {@link #object}; an absent field is an object without fields. */
    JsonFields objectOrEmpty(String name, String... allowed) {
        return has(name)
                ? object(name, allowed)
                : new JsonFields(modelId, path + name + ".", JsonNodeFactory.instance.objectNode(), names(allowed));
    }

    boolean has(String name) {
        return object.has(name);
    }

    /** The field as it is; for those of several types. */
    JsonNode required(String name) {
        JsonNode node = object.get(name);
        if (node == null) {
            throw Problems.of(modelId, "field " + path + name + " is missing");
        }
        return node;
    }

    String text(String name) {
        JsonNode node = required(name);
        if (!node.isString() || node.stringValue().isBlank()) {
            throw wrong(name, "must be a text that is not blank");
        }
        return node.stringValue();
    }

    String text(String name, String fallback) {
        return has(name) ? text(name) : fallback;
    }

    boolean flag(String name, boolean fallback) {
        if (!has(name)) {
            return fallback;
        }
        if (!required(name).isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return required(name).booleanValue();
    }

    OptionalInt integer(String name) {
        if (!has(name)) {
            return OptionalInt.empty();
        }
        if (!isInteger(required(name))) {
            throw wrong(name, "must be a whole number");
        }
        return OptionalInt.of(required(name).intValue());
    }

    OptionalDouble number(String name) {
        if (!has(name)) {
            return OptionalDouble.empty();
        }
        if (!required(name).isNumber()) {
            throw wrong(name, "must be a number");
        }
        return OptionalDouble.of(required(name).doubleValue());
    }

    List<Integer> integers(String name, List<Integer> fallback) {
        return has(name)
                ? list(name, JsonFields::isInteger, "must be a list of whole numbers").stream()
                        .map(JsonNode::intValue)
                        .toList()
                : fallback;
    }

    List<Double> numbers(String name, List<Double> fallback) {
        return has(name)
                ? list(name, JsonNode::isNumber, "must be a list of numbers").stream()
                        .map(JsonNode::doubleValue)
                        .toList()
                : fallback;
    }

    List<String> texts(String name) {
        return list(name, JsonNode::isString, "must be a list of texts").stream()
                .map(JsonNode::stringValue)
                .toList();
    }

    /** An object of texts, whose names are up to the writer; an absent field is none. */
    Map<String, String> textsByName(String name) {
        Map<String, String> texts = new TreeMap<>();
        if (!has(name)) {
            return texts;
        }
        JsonNode node = required(name);
        if (!node.isObject() || !node.values().stream().allMatch(JsonNode::isString)) {
            throw wrong(name, "must be an object of texts");
        }
        node.propertyNames().forEach(key -> texts.put(key, node.path(key).stringValue()));
        return texts;
    }

    /** A constant of an enumeration, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String name, E fallback) {
        if (!has(name)) {
            return fallback;
        }
        E[] constants = fallback.getDeclaringClass().getEnumConstants();
        JsonNode node = required(name);
        for (E constant : constants) {
            if (node.isString() && node.stringValue().equals(word(constant))) {
                return constant;
            }
        }
        throw wrong(
                name,
                "must be one of "
                        + Arrays.stream(constants).map(JsonFields::word).collect(Collectors.joining(", ")));
    }

    /** What is wrong with a field: {@code field geometry.resize must be ..., got 'crop'}. */
    ModelException wrong(String name, String mustBe) {
        @Nullable JsonNode node = object.get(name);
        return Problems.of(
                modelId, "field " + path + name + " " + mustBe + ", got " + (node == null ? "nothing" : text(node)));
    }

    private List<JsonNode> list(String name, Predicate<JsonNode> element, String mustBe) {
        JsonNode node = required(name);
        if (!node.isArray() || !node.values().stream().allMatch(element)) {
            throw wrong(name, mustBe);
        }
        return new ArrayList<>(node.values());
    }

    private static boolean isInteger(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String text(JsonNode node) {
        if (node.isMissingNode()) {
            return "nothing";
        }
        String text = node.isString() ? "'" + node.stringValue() + "'" : node.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
    }

    private static Set<String> names(String... names) {
        return new TreeSet<>(List.of(names));
    }
}
