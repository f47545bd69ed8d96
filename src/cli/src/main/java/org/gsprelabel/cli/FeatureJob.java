package org.gsprelabel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.export.ExportException;
import org.gsprelabel.export.GeoJsonReader;
import org.gsprelabel.export.GeoJsonWriter;
import org.gsprelabel.wps.EmbeddedPlugin;
import tools.jackson.databind.JsonNode;

/**
 * Puts features of files through a process that gives features.
 *
 * @param process name of the process
 * @param files GeoJSON files, taken together
 * @param inputs of the process, but for the features
 * @param outcome where features and report go
 * @param rejected where rejected features go, of a process that gives them
 */
record FeatureJob(
        String process, List<Path> files, Map<String, Object> inputs, OutcomeOptions outcome, Optional<Path> rejected) {

    /** No model is run, so none can be named. */
    private static final Path NO_MODELS = Path.of("");

    FeatureJob {
        files = List.copyOf(files);
        inputs = Map.copyOf(inputs);
    }

    /**
     * Runs the process and writes its outcome.
     *
     * @throws CommandException when there are features and none can be used; nothing is written then
     */
    @SuppressWarnings("try") // the plugin serves the registry while it is open
    ProcessCall.Outcome execute(Cancellation cancellation) {
        Map<String, Object> all = new LinkedHashMap<>(inputs);
        all.put("features", read());
        try (EmbeddedPlugin plugin = EmbeddedPlugin.open(NO_MODELS, RasterFile.NONE);
                ConsoleProgress progress = new ConsoleProgress(outcome.display(), cancellation)) {
            ProcessCall.Outcome found = ProcessCall.execute(process, all, progress);
            requireUsable(found.reportTree());
            // First, since the outcome may take the place of the input, which is read again.
            rejected.ifPresent(
                    file -> new GeoJsonWriter().write(found.rejected().orElseThrow(), file));
            outcome.write(found);
            return found;
        }
    }

    private void requireUsable(JsonNode report) {
        long features = report.path("featuresIn").asLong(0);
        long badAttribute = rejected(report, Rejection.BAD_ATTRIBUTE);
        long badGeometry = rejected(report, Rejection.BAD_GEOMETRY);
        if (features == 0 || badAttribute + badGeometry < features) {
            return;
        }
        List<String> reasons = new ArrayList<>();
        if (badAttribute > 0) {
            reasons.add(badAttribute + " without confidence or class_name, or with values that cannot be used");
        }
        if (badGeometry > 0) {
            reasons.add(badGeometry + " without a valid polygon");
        }
        throw CommandException.unusableInput(
                "None of the features can be used, of " + features + ": " + String.join("; ", reasons) + ".", null);
    }

    private static long rejected(JsonNode report, Rejection reason) {
        return report.path("rejected").path(reason.key()).asLong(0);
    }

    private SimpleFeatureCollection read() {
        List<FeaturesInTurn.Source> sources = new ArrayList<>();
        for (Path file : files) {
            try {
                sources.add(new FeaturesInTurn.Source(file.toString(), new GeoJsonReader().read(file)));
            } catch (ExportException e) {
                throw CommandException.unusableInput(String.valueOf(e.getMessage()), e);
            }
        }
        return FeaturesInTurn.of(sources);
    }
}
