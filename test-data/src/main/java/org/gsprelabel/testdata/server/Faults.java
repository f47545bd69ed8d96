package org.gsprelabel.testdata.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The faults to come, by what they are for: {@code infer}, {@code metadata}, {@code ready}. */
final class Faults {

    private final Map<String, Pending> pending = new HashMap<>();

    /** A fault with its value. */
    record Active(Fault fault, long value) {}

    private record Pending(Active fault, int count) {}

    /** The next answers of a kind go wrong in this way; replaces what was pending. */
    synchronized void plan(String kind, Fault fault, int count, long value) {
        pending.put(kind, new Pending(new Active(fault, value), count));
    }

    synchronized void clear() {
        pending.clear();
    }

    synchronized Optional<Active> next(String kind) {
        Pending next = pending.get(kind);
        if (next == null || next.count() == 0) {
            return Optional.empty();
        }
        pending.put(kind, new Pending(next.fault(), next.count() - 1));
        return Optional.of(next.fault());
    }
}
