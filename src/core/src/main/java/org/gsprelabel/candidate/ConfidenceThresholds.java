package org.gsprelabel.candidate;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Least confidence of what is kept: one for all classes, and others for single classes.
 *
 * @param general of all classes that have none of their own, 0..1
 * @param byClass of single classes, by name, 0..1
 */
public record ConfidenceThresholds(double general, Map<String, Double> byClass) {

    private static final Pattern PAIR = Pattern.compile("(.+):([^:]*)", Pattern.DOTALL);

    public ConfidenceThresholds {
        if (!(general >= 0 && general <= 1)) {
            throw new IllegalArgumentException("minConfidence must be from 0 to 1, got " + general);
        }
        byClass.forEach((name, least) -> {
            if (!(least >= 0 && least <= 1)) {
                throw new IllegalArgumentException(
                        "classConfidence must be from 0 to 1, got " + least + " for '" + name + "'");
            }
        });
        byClass = Map.copyOf(byClass);
    }

    /** The same for all classes. */
    public static ConfidenceThresholds of(double general) {
        return new ConfidenceThresholds(general, Map.of());
    }

    /**
     * Reads thresholds of classes, {@code roof:0.4, tree:0.7}; the last colon of a pair is the one that counts.
     *
     * @throws IllegalArgumentException with one sentence when the text has another form or names a class twice
     */
    public static Map<String, Double> parse(String text) {
        Map<String, Double> thresholds = new HashMap<>();
        for (String pair : text.split(",", -1)) {
            Matcher matcher = PAIR.matcher(pair);
            if (!matcher.matches() || matcher.group(1).isBlank()) {
                throw malformed(text);
            }
            String name = matcher.group(1).strip();
            if (thresholds.put(name, number(matcher.group(2).strip(), text)) != null) {
                throw new IllegalArgumentException(
                        "classConfidence must name each class once, got '" + name + "' twice in '" + text + "'");
            }
        }
        return thresholds;
    }

    /** Least confidence of a class. */
    public double of(String className) {
        @Nullable Double own = byClass.get(className);
        return own == null ? general : own;
    }

    /** Least confidence that some class needs. */
    public double least() {
        return byClass.values().stream().mapToDouble(Double::doubleValue).reduce(general, Math::min);
    }

    /** Whether the confidence of nothing is too low. */
    public boolean allowAll() {
        return general == 0 && byClass.values().stream().allMatch(least -> least == 0);
    }

    private static double number(String number, String text) {
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "classConfidence must be pairs of class and least confidence such as 'roof:0.4, tree:0.7', got '" + text
                        + "'");
    }
}
