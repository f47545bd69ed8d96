package org.gsprelabel.cache;

import java.util.Optional;

/** What is remembered of one kind of values: how much that is, and how to forget it. */
public interface Remembered {

    /**
     * How much is remembered.
     *
     * @param what the values are, in the plural
     * @param memory what is held in memory
     * @param disk what lies in the folder; empty where there is none
     * @param lastDiskFailure what went wrong with the folder last, without its name; empty where nothing did
     */
    record Usage(String what, Amount memory, Optional<Amount> disk, Optional<String> lastDiskFailure) {}

    /**
     * An amount of values.
     *
     * @param values number of them
     * @param bytes that they take
     * @param mostBytes that they may take
     */
    record Amount(long values, long bytes, long mostBytes) {}

    /**
     * How much is remembered now.
     *
     * @throws java.io.UncheckedIOException when the folder cannot be read
     */
    Usage usage();

    /**
     * Forgets all; what is computed meanwhile is remembered again. Nothing is lost but time.
     *
     * @throws java.io.UncheckedIOException when files cannot be deleted
     */
    void clear();
}
