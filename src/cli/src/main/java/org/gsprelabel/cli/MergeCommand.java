package org.gsprelabel.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Merges predictions that were written before. */
@Command(
        name = "merge",
        description = {
            "Makes one feature of the pieces of every object that tiles have cut, in predictions written with"
                    + " 'run --merge none'. Several files are taken together; they must have the same CRS.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = PreLabel.Version.class,
        sortOptions = false,
        customSynopsis = "${COMMAND-FULL-NAME} -o=FILE [OPTIONS] INPUT...",
        footer = {
            "",
            "Example:",
            "  prelabel merge north.geojson south.geojson -o all.geojson",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong request, 3 input file missing or",
            "damaged, 130 cancelled."
        })
final class MergeCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private PreLabel parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "INPUT",
            description = "GeoJSON files of predictions, as 'run' writes them.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Mixin
    private final MergeOptions merge = new MergeOptions();

    @ArgGroup(validate = false, heading = "%nOutlines:%n")
    private CleaningOptions cleaning = new CleaningOptions();

    @Mixin
    private final OutcomeOptions outcome = new OutcomeOptions();

    @Override
    public Integer call() {
        outcome.check(files);
        Map<String, Object> inputs = new LinkedHashMap<>();
        merge.addTo(inputs);
        cleaning.addTo(inputs);
        FeatureJob job = new FeatureJob("MergeTiles", files, inputs, outcome, Optional.empty());
        outcome.summarize(
                job.execute(parent.cancellation()),
                List.of(),
                spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
