package org.gsprelabel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gsprelabel.wps.EmbeddedPlugin;

/**
 * Pre-labels one image file: what {@code run} and {@code demo} have in common.
 *
 * @param image the raster file
 * @param models folder of the models
 * @param inputs of the process, but for the coverage
 * @param outcome where features and report go
 * @param preview whether and how a picture is drawn
 */
record LabelJob(Path image, Path models, Map<String, Object> inputs, OutcomeOptions outcome, PreviewSettings preview) {

    LabelJob {
        inputs = Map.copyOf(inputs);
    }

    /** Runs the process and writes its outcome. */
    @SuppressWarnings("try") // the plugin serves the registry while it is open
    ProcessCall.Outcome execute(Cancellation cancellation) {
        List<Path> outputs = new ArrayList<>(outcome.files());
        outputs.addAll(preview.files());
        OutputFiles.check(List.of(image), outputs);
        preview.check();
        try (RasterFile raster = RasterFile.open(image);
                EmbeddedPlugin plugin = EmbeddedPlugin.open(models, name -> raster.reader())) {
            String name = image.getFileName().toString();
            Map<String, Object> all = new LinkedHashMap<>(inputs);
            all.put("coverageName", name);
            ProcessCall.Outcome found = process(all, cancellation);
            outcome.write(found);
            preview.write(name, raster.reader(), found);
            return found;
        }
    }

    private ProcessCall.Outcome process(Map<String, Object> all, Cancellation cancellation) {
        try (ConsoleProgress progress = new ConsoleProgress(outcome.display(), cancellation)) {
            return ProcessCall.execute("PreLabelCoverage", all, progress);
        }
    }
}
