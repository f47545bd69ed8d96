package org.gsprelabel.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Filters predictions that were written before. */
@Command(
        name = "filter",
        description = {"Keeps the predictions of a GeoJSON file that satisfy criteria.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = PreLabel.Version.class,
        sortOptions = false,
        customSynopsis = "${COMMAND-FULL-NAME} -o=FILE [OPTIONS] INPUT",
        footer = {
            "",
            "Example:",
            "  prelabel filter roofs.geojson -o sure.geojson --min-confidence 0.8",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong request, 3 input file missing or",
            "damaged, 130 cancelled."
        })
final class FilterCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private PreLabel parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "INPUT", description = "GeoJSON file of predictions, as 'run' writes it.")
    @SuppressWarnings("NullAway.Init")
    private Path input;

    @Mixin
    private final OutcomeOptions outcome = new OutcomeOptions();

    @ArgGroup(validate = false, heading = "%nWhat is kept:%n")
    private Keep keep = new Keep();

    @Override
    public Integer call() {
        OutputFiles.check(List.of(), outcome.files());
        Map<String, Object> inputs = new LinkedHashMap<>();
        keep.addTo(inputs);
        FeatureJob job = new FeatureJob("FilterPredictions", List.of(input), inputs, outcome);
        outcome.summarize(
                job.execute(parent.cancellation()),
                List.of(),
                spec.commandLine().getOut());
        return ExitCode.OK;
    }

    /** What is kept, with the default of this command. */
    private static final class Keep extends KeepOptions {

        @Option(names = "--min-confidence", paramLabel = "0..1", description = "Least confidence. Default: all.")
        private @Nullable Double minConfidence;

        @Override
        @Nullable
        Double minConfidence() {
            return minConfidence;
        }
    }
}
