package org.gsprelabel.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parameters by name from a text: {@code name=value} pairs with commas, or nothing but space, between them. */
public final class ParameterText {

    /** Space around an equals sign is no end of a pair. */
    private static final Pattern EQUALS = Pattern.compile("\\s*=\\s*");

    private static final Pattern BETWEEN = Pattern.compile("\\s*,\\s*|\\s+");

    private final Map<String, String> values = new HashMap<>();

    /**
     * @param subject whose parameters these are, for messages
     * @param names those that are allowed
     * @throws IllegalArgumentException when the text is none of pairs, or a name is unknown or comes twice
     */
    public ParameterText(String subject, String text, List<String> names) {
        if (text.isBlank()) {
            return;
        }
        for (String pair : BETWEEN.split(EQUALS.matcher(text.strip()).replaceAll("="), -1)) {
            int equals = pair.indexOf('=');
            String name = (equals < 0 ? pair : pair.substring(0, equals));
            if (!names.contains(name)) {
                throw new IllegalArgumentException("parameters of the " + subject
                        + " are written name=value with commas between" + " them, where name is one of "
                        + String.join(", ", names) + ", got '" + pair + "'");
            }
            if (equals < 0 || pair.substring(equals + 1).isEmpty()) {
                throw new IllegalArgumentException("parameter " + name + " of the " + subject + " needs a value, as in "
                        + name + "=1, got '" + pair + "'");
            }
            if (values.put(name, pair.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(
                        "parameter " + name + " of the " + subject + " is given twice in '" + text + "'");
            }
        }
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A constant of an enumeration, written in lower case with hyphens. */
    public <E extends Enum<E>> E choice(String name, E otherwise) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        E[] constants = otherwise.getDeclaringClass().getEnumConstants();
        for (E constant : constants) {
            if (word(constant).equals(value)) {
                return constant;
            }
        }
        String words = Arrays.stream(constants).map(ParameterText::word).collect(Collectors.joining(", "));
        throw unreadable(name, "one of " + words, value, null);
    }

    /** A constant of an enumeration as texts have it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int integer(String name, int otherwise) {
        String value = values.get(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw unreadable(name, "a whole number", value, e);
        }
    }

    public double number(String name, double otherwise) {
        String value = values.get(name);
        try {
            return value == null ? otherwise : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw unreadable(name, "a number", value, e);
        }
    }

    /** {@code True} and {@code False} as Python writes them are understood, too. */
    public boolean flag(String name, boolean otherwise) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unreadable(name, "true or false", value, null);
        };
    }

    private static IllegalArgumentException unreadable(
            String name, String kind, @Nullable String value, @Nullable Throwable cause) {
        return new IllegalArgumentException(name + " must be " + kind + ", got '" + value + "'", cause);
    }
}
