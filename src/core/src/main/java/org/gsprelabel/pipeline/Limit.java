package org.gsprelabel.pipeline;

/**
 * How much of something there may be.
 *
 * @param name what an administrator sets it by, for messages
 * @param most allowed, from 0
 */
public record Limit(String name, long most) {

    /** Allows everything. */
    public static final Limit NONE = new Limit("no limit", Long.MAX_VALUE);

    public Limit {
        if (most < 0) {
            throw new IllegalArgumentException(name + " must be at least 0, got " + most);
        }
    }

    /** Whether there may be so much. */
    public boolean allows(long amount) {
        return amount <= most;
    }
}
