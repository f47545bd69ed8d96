package org.gsprelabel.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The phrases of a request, in the order in which they were written, no two of them alike but for upper and lower case.
 *
 * <p>As text: {@code solar panel. construction crane:0.4.} A phrase ends at a period before white space or at the end, at a
 * semicolon, or at a line break; a period inside ({@code no.5}) belongs to it. White space around a phrase goes, white space
 * inside becomes one space. A number after a colon at its end is its threshold.
 */
public record TextPrompt(List<Phrase> phrases) {

    /** Most phrases of a prompt. */
    public static final int MAX_PHRASES = 200;

    private static final Pattern SEPARATOR = Pattern.compile("\\.(?=\\s|$)|[;\\r\\n]");
    private static final Pattern WITH_THRESHOLD = Pattern.compile("(.*?)\\s*:\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+))");

    public TextPrompt {
        phrases = List.copyOf(phrases);
        if (phrases.isEmpty()) {
            throw new IllegalArgumentException("prompt must name at least one phrase, such as 'solar panel. crane.'");
        }
        if (phrases.size() > MAX_PHRASES) {
            throw new IllegalArgumentException(
                    "prompt must have at most " + MAX_PHRASES + " phrases, got " + phrases.size());
        }
        Map<String, String> seen = new HashMap<>();
        for (Phrase phrase : phrases) {
            @Nullable String other = seen.put(phrase.name().toLowerCase(Locale.ROOT), phrase.name());
            if (other != null) {
                throw new IllegalArgumentException(
                        "prompt must name each phrase once, got '" + other + "' and '" + phrase.name() + "'");
            }
        }
    }

    /**
     * Reads a prompt.
     *
     * @throws IllegalArgumentException with one sentence that says what is wrong with it
     */
    public static TextPrompt parse(String text) {
        requireCharacters(text);
        List<Phrase> phrases = new ArrayList<>();
        for (String part : SEPARATOR.split(text)) {
            String phrase = part.strip().replaceAll("\\s+", " ");
            if (!phrase.isEmpty()) {
                phrases.add(phrase(phrase));
            }
        }
        return new TextPrompt(phrases);
    }

    /** A prompt of names that are phrases as they are. */
    public static TextPrompt of(List<String> names) {
        return new TextPrompt(names.stream()
                .map(name -> new Phrase(name, OptionalDouble.empty()))
                .toList());
    }

    /** The names of the phrases, which are the class names of what is found. */
    public List<String> names() {
        return phrases.stream().map(Phrase::name).toList();
    }

    /** The prompt as text that reads as the same prompt. */
    public String text() {
        return phrases.stream()
                .map(phrase -> phrase.name()
                        + (phrase.threshold().isPresent()
                                ? ":"
                                        + BigDecimal.valueOf(phrase.threshold().getAsDouble())
                                                .toPlainString()
                                : "")
                        + ".")
                .collect(Collectors.joining(" "));
    }

    private static Phrase phrase(String text) {
        Matcher matcher = WITH_THRESHOLD.matcher(text);
        return matcher.matches()
                ? new Phrase(matcher.group(1), OptionalDouble.of(Double.parseDouble(matcher.group(2))))
                : new Phrase(text, OptionalDouble.empty());
    }

    /** Control characters have no place in attributes of features, and half a surrogate pair is no character. */
    private static void requireCharacters(String text) {
        text.codePoints().forEach(point -> {
            boolean isControl = Character.isISOControl(point) && !Character.isWhitespace(point);
            boolean isHalf = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            if (isControl || isHalf) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "prompt must be text without control characters, got character U+%04X", point));
            }
        });
    }
}
