package org.gsprelabel.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.export.AtomicFile;
import org.gsprelabel.export.GeoJsonWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the outcome of a process goes. */
final class OutcomeOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "GeoJSON file to write.")
    @SuppressWarnings("NullAway.Init")
    private Path output;

    @Option(names = "--report", paramLabel = "FILE", description = "JSON file to write what was done to.")
    private @Nullable Path report;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show neither progress nor summary.")
    private boolean quiet;

    /** Made by picocli, which sets the fields. */
    OutcomeOptions() {}

    /** As if given on the command line. */
    OutcomeOptions(Path output, Path report, boolean quiet) {
        this.output = output;
        this.report = report;
        this.quiet = quiet;
    }

    /**
     * Finds out that the files can be written. The features may take the place of those that are read, the report may not.
     *
     * @param inputs files of features that are read
     * @throws CommandException when a file is named twice
     */
    void check(List<Path> inputs) {
        OutputFiles.check(List.of(), files());
        OutputFiles.check(inputs, report == null ? List.of() : List.of(report));
    }

    /** The files that {@link #write} writes. */
    List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(output));
        if (report != null) {
            files.add(report);
        }
        return files;
    }

    ProgressDisplay display() {
        return quiet ? ProgressDisplay.NONE : ProgressDisplay.onStandardError();
    }

    void write(ProcessCall.Outcome outcome) {
        new GeoJsonWriter().write(outcome.features(), output);
        if (report != null) {
            byte[] text = (outcome.report() + "\n").getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(report, out -> out.write(text));
        }
    }

    /**
     * Prints the summary, unless it is not wanted.
     *
     * @param further files that were written besides
     */
    void summarize(ProcessCall.Outcome outcome, List<Path> further, PrintWriter out) {
        if (quiet) {
            return;
        }
        List<String> names = new ArrayList<>();
        files().forEach(file -> names.add(file.toString()));
        further.forEach(file -> names.add(file.toString()));
        out.println("Wrote " + String.join(", ", names));
        Summary.of(outcome.reportTree()).forEach(out::println);
        out.flush();
    }
}
