package org.gsprelabel.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.gsprelabel.model.TextInput;
import org.gsprelabel.model.TextSpec;

/**
 * The inputs that a graph really has of those that its descriptor knows, and what the graph fixes about them.
 *
 * @param byName what each is fed with; {@link TextInput#ATTENTION_OR_SUB_SENTENCES} is decided
 * @param fixedRows length of the first axis of the token ids, where the graph fixes it
 * @param fixedLength length of the second axis of the token ids, where the graph fixes it
 */
public record TextInputs(Map<String, TextInput> byName, OptionalInt fixedRows, OptionalInt fixedLength) {

    public TextInputs {
        byName = Map.copyOf(byName);
    }

    /**
     * Looks at what a graph declares.
     *
     * @param declared lengths of axes by input, -1 where any fits; empty where it is not known, and all inputs are fed
     */
    public static TextInputs of(TextSpec spec, Map<String, List<Long>> declared) {
        Map<String, TextInput> byName = new LinkedHashMap<>();
        OptionalInt rows = OptionalInt.empty();
        OptionalInt length = OptionalInt.empty();
        for (Map.Entry<String, TextInput> input : spec.inputs().entrySet()) {
            List<Long> shape = declared.getOrDefault(input.getKey(), List.of());
            if (!declared.isEmpty() && shape.isEmpty()) {
                continue;
            }
            TextInput kind = input.getValue();
            if (kind == TextInput.ATTENTION_OR_SUB_SENTENCES) {
                boolean isAttention =
                        shape.isEmpty() ? spec.inputs().containsValue(TextInput.SUB_SENTENCES) : shape.size() == 2;
                kind = isAttention ? TextInput.ATTENTION : TextInput.SUB_SENTENCES;
            }
            if (kind == TextInput.IDS && shape.size() == 2) {
                rows = fixed(shape.get(0));
                length = fixed(shape.get(1));
            }
            byName.put(input.getKey(), kind);
        }
        return new TextInputs(byName, rows, length);
    }

    /** Whether one of the inputs takes this. */
    public boolean takes(TextInput kind) {
        return byName.containsValue(kind);
    }

    private static OptionalInt fixed(long axis) {
        return axis < 0 ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(axis));
    }
}
