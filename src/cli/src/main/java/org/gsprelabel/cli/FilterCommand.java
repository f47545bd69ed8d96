package org.gsprelabel.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.gsprelabel.filter.RoiMode;
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
            "Examples:",
            "  prelabel filter roofs.geojson -o sure.geojson --min-confidence 0.8",
            "",
            "  The hundred surest of a district, cut to it, and why not the others:",
            "  prelabel filter roofs.geojson -o best.geojson --roi district.geojson \\",
            "      --roi-mode clip --max-features 100 --rejected others.geojson",
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

    @Option(
            names = "--rejected",
            paramLabel = "FILE",
            description = "GeoJSON file to write the other features to, each with its reason.")
    private @Nullable Path rejected;

    @ArgGroup(validate = false, heading = "%nWhat is kept:%n")
    private Keep keep = new Keep();

    @Override
    public Integer call() {
        List<Path> further = rejected == null ? List.of() : List.of(rejected);
        outcome.check(List.of(input));
        // These may not even take the place that the outcome may: the input is read again after they are written.
        OutputFiles.check(
                Stream.concat(Stream.of(input), outcome.files().stream()).toList(), further);
        Map<String, Object> inputs = new LinkedHashMap<>();
        keep.addTo(inputs);
        Inputs.put(inputs, "roiMode", keep.roiMode);
        Inputs.put(inputs, "maxFeatures", keep.maxFeatures);
        FeatureJob job =
                new FeatureJob("FilterPredictions", List.of(input), inputs, outcome, Optional.ofNullable(rejected));
        outcome.summarize(
                job.execute(parent.cancellation()), further, spec.commandLine().getOut());
        return ExitCode.OK;
    }

    /** What is kept, with the default of this command. */
    private static final class Keep extends KeepOptions {

        @Option(names = "--min-confidence", paramLabel = "0..1", description = "Least confidence. Default: all.")
        private @Nullable Double minConfidence;

        @Option(
                names = "--roi-mode",
                paramLabel = "HOW",
                description =
                        "What the region does: intersects (see --roi), within (only what lies in it is kept), clip"
                                + " (features are cut to it, then held against areas and compactness). Default: intersects.")
        private @Nullable RoiMode roiMode;

        @Option(
                names = "--max-features",
                paramLabel = "N",
                description = "How many features are kept at most: the most confident of those that satisfy all else.")
        private @Nullable Integer maxFeatures;

        @Override
        @Nullable
        Double minConfidence() {
            return minConfidence;
        }
    }
}
