package org.gsprelabel.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of Python's literal syntax, as {@code str()} of built-in types writes it and {@code ast.literal_eval} reads it.
 */
sealed interface PythonLiteral {

    /** Keys and values in the order written. */
    record Dict(Map<PythonLiteral, PythonLiteral> entries) implements PythonLiteral {
        public Dict {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /** A list or a tuple. */
    record Sequence(List<PythonLiteral> items) implements PythonLiteral {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    record Text(String value) implements PythonLiteral {}

    record Whole(long value) implements PythonLiteral {}

    record Real(double value) implements PythonLiteral {}

    record Truth(boolean value) implements PythonLiteral {}

    record None() implements PythonLiteral {}

    /**
     * Reads one literal: dict, list, tuple, str, int, float, bool, None. JSON is understood as well, since
     * {@code true}, {@code false}, {@code null} and the escape {@code \/} are.
     *
     * @throws IllegalArgumentException that says what is expected at which character, from 1, and what was found
     */
    static PythonLiteral parse(String text) {
        return new PythonLiteralParser(text).parse();
    }
}
