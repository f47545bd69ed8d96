package org.gsprelabel.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gsprelabel.export.AtomicFile;

/** Finds out, before any work is done, that the outcome can be written. */
final class OutputFiles {

    private OutputFiles() {}

    /**
     * Checks.
     *
     * @param inputs files that must not be written over
     * @param outputs files to write
     * @throws CommandException when two of them are the same
     * @throws org.gsprelabel.export.ExportException when one cannot be written
     */
    static void check(List<Path> inputs, List<Path> outputs) {
        Set<Path> taken = new HashSet<>();
        inputs.forEach(input -> taken.add(input.toAbsolutePath().normalize()));
        for (Path output : outputs) {
            if (!taken.add(output.toAbsolutePath().normalize())) {
                throw CommandException.usage(output + " is named twice; every file to read or write must be another.");
            }
            AtomicFile.requireWritable(output);
        }
    }
}
