package org.gsprelabel.sam;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameters by name from a text: {@code name=value} pairs with commas between them. */
final class ParameterText {

    private final Map<String, String> values = new HashMap<>();

    /**
     * @param subject whose parameters these are, for messages
     * @param names those that are allowed
     * @throws IllegalArgumentException when the text is none of pairs, or a name is unknown or comes twice
     */
    ParameterText(String subject, String text, List<String> names) {
        if (text.isBlank()) {
            return;
        }
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            String name = (equals < 0 ? pair : pair.substring(0, equals)).strip();
            if (!names.contains(name)) {
                throw new IllegalArgumentException("parameters of the " + subject
                        + " are written name=value with commas between" + " them, where name is one of "
                        + String.join(", ", names) + ", got '" + pair.strip() + "'");
            }
            if (equals < 0 || pair.substring(equals + 1).isBlank()) {
                throw new IllegalArgumentException("parameter " + name + " of the " + subject + " needs a value, as in "
                        + name + "=1, got '" + pair.strip() + "'");
            }
            if (values.put(name, pair.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException(
                        "parameter " + name + " of the " + subject + " is given twice in '" + text + "'");
            }
        }
    }

    int integer(String name, int otherwise) {
        String value = values.get(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw unreadable(name, "a whole number", value, e);
        }
    }

    double number(String name, double otherwise) {
        String value = values.get(name);
        try {
            return value == null ? otherwise : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw unreadable(name, "a number", value, e);
        }
    }

    /** {@code True} and {@code False} as Python writes them are understood, too. */
    boolean flag(String name, boolean otherwise) {
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
