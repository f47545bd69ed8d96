package org.gsprelabel.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Inputs of a process by name; an option that was not given is none. */
final class Inputs {

    private Inputs() {}

    static void put(Map<String, Object> inputs, String name, @Nullable Object value) {
        if (value != null) {
            inputs.put(name, value);
        }
    }
}
