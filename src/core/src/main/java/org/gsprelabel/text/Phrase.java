package org.gsprelabel.text;

import java.util.OptionalDouble;

/**
 * The name of one thing to be found.
 *
 * @param name as the user wrote it, which is also the class name of what is found
 * @param threshold least score of what is found, 0..1; empty for that of the request
 */
public record Phrase(String name, OptionalDouble threshold) {

    /** Longest phrase in characters. */
    public static final int MAX_LENGTH = 200;

    public Phrase {
        if (name.isBlank()) {
            throw new IllegalArgumentException("prompt must not have an empty phrase");
        }
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("prompt must have phrases of at most " + MAX_LENGTH + " characters, got "
                    + name.length() + " in '" + name.substring(0, 40) + "...'");
        }
        threshold.ifPresent(value -> {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(
                        "prompt must have thresholds from 0 to 1, got " + value + " for '" + name + "'");
            }
        });
    }
}
