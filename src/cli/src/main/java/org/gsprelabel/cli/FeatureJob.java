package org.gsprelabel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.gsprelabel.export.ExportException;
import org.gsprelabel.export.GeoJsonReader;
import org.gsprelabel.wps.EmbeddedPlugin;
import org.locationtech.jts.geom.Geometry;

/**
 * Puts features of files through a process that gives features.
 *
 * @param process name of the process
 * @param files GeoJSON files, taken together
 * @param inputs of the process, but for the features
 * @param outcome where features and report go
 */
record FeatureJob(String process, List<Path> files, Map<String, Object> inputs, OutcomeOptions outcome) {

    /** No model is run, so none can be named. */
    private static final Path NO_MODELS = Path.of("");

    FeatureJob {
        files = List.copyOf(files);
        inputs = Map.copyOf(inputs);
    }

    /** Runs the process and writes its outcome. */
    @SuppressWarnings("try") // the plugin serves the registry while it is open
    ProcessCall.Outcome execute(Cancellation cancellation) {
        Map<String, Object> all = new LinkedHashMap<>(inputs);
        SimpleFeatureCollection features = read();
        all.put("features", features);
        all.computeIfPresent(
                "roi", (name, roi) -> Region.in(features.getSchema().getCoordinateReferenceSystem(), (Geometry) roi));
        try (EmbeddedPlugin plugin = EmbeddedPlugin.open(NO_MODELS, RasterFile.NONE);
                ConsoleProgress progress = new ConsoleProgress(outcome.display(), cancellation)) {
            ProcessCall.Outcome found = ProcessCall.execute(process, all, progress);
            outcome.write(found);
            return found;
        }
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
