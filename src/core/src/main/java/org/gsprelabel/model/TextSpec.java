package org.gsprelabel.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** How phrases become inputs of a graph, and which columns of its logits are theirs. */
public sealed interface TextSpec {

    /** What each input beside the image takes, by name. A graph may lack some of them. */
    Map<String, TextInput> inputs();

    /** Most tokens of a text, special ones included. */
    int maxLength();

    /**
     * All phrases in one text, lower-cased, each followed by a period; a column of the logits is a token (Grounding DINO).
     *
     * @param inputs by name
     * @param maxLength most tokens
     * @param length number of tokens that every text is padded to with id 0; empty where the graph takes any, or fixes it in
     *     what it declares
     * @param zeroAtDelimiters whether delimiters have position 0, as in the library transformers
     * @param delimiters ids that end a phrase
     * @param unknown id of what the vocabulary does not hold
     */
    record Caption(
            Map<String, TextInput> inputs,
            int maxLength,
            OptionalInt length,
            boolean zeroAtDelimiters,
            Set<Long> delimiters,
            long unknown)
            implements TextSpec {
        public Caption {
            inputs = ordered(inputs);
            delimiters = Set.copyOf(delimiters);
            requireLength("text.maxLength", maxLength);
            length.ifPresent(value -> {
                requireLength("text.length", value);
                if (value > maxLength) {
                    throw new IllegalArgumentException(
                            "text.length must be at most text.maxLength " + maxLength + ", got " + value);
                }
            });
        }
    }

    /**
     * Each phrase a text of its own, padded with id 0 and cut to the same length, its last token kept; a column of the logits is
     * a phrase (OWL-ViT, OWLv2), or an answer is to one phrase (Segment Anything 3).
     *
     * @param inputs by name
     * @param maxLength tokens of every text
     * @param template text around a phrase, which stands for {@code {}}
     */
    record Queries(Map<String, TextInput> inputs, int maxLength, String template) implements TextSpec {

        /** What stands for the phrase. */
        public static final String PLACE = "{}";

        public Queries {
            inputs = ordered(inputs);
            requireLength("text.maxLength", maxLength);
            if (!template.contains(PLACE)) {
                throw new IllegalArgumentException("text.template must contain {}, got '" + template + "'");
            }
        }
    }

    private static Map<String, TextInput> ordered(Map<String, TextInput> inputs) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    private static void requireLength(String field, int length) {
        if (length < 4 || length > 1024) {
            throw new IllegalArgumentException(field + " must be from 4 to 1024, got " + length);
        }
    }
}
