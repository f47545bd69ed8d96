package org.gsprelabel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What decides on the work and on the objects of a run, and so on what it takes. */
final class RunOptions {

    @ArgGroup(validate = false, heading = "%nSegment Anything models:%n")
    private PromptOptions prompts = new PromptOptions();

    @ArgGroup(validate = false, heading = "%nWhat is kept:%n")
    private Keep keep = new Keep();

    @ArgGroup(validate = false, heading = "%nObjects that lie in several tiles:%n")
    private MergeOptions merge = new MergeOptions();

    @ArgGroup(validate = false, heading = "%nWhat is written:%n")
    private ShapeOptions shape = new ShapeOptions();

    @ArgGroup(validate = false, heading = "%nOutlines:%n")
    private CleaningOptions cleaning = new CleaningOptions();

    @ArgGroup(validate = false, heading = "%nTiles:%n")
    private TileOptions tiles = new TileOptions();

    /** Files that are read. */
    List<Path> files() {
        return prompts.files();
    }

    void addTo(Map<String, Object> inputs) {
        prompts.addTo(inputs);
        keep.addTo(inputs);
        Inputs.put(inputs, "nms", keep.nms);
        merge.addTo(inputs);
        shape.addTo(inputs);
        cleaning.addTo(inputs);
        tiles.addTo(inputs);
    }

    /** What is kept, with the default of runs. */
    private static final class Keep extends KeepOptions {

        @Option(
                names = "--nms",
                paramLabel = "NAME=VALUE,...",
                description =
                        "Which objects of one tile are taken for the same, for models that leave that open: method"
                                + " (greedy, soft-linear, soft-gaussian), measure (box, mask, turned-box, prob-iou), iou or ios"
                                + " (0..1), sigma, class_aware (true, false). Default: as the model says.")
        private @Nullable String nms;

        @Option(
                names = "--min-confidence",
                paramLabel = "0..1",
                description = "Least confidence. Default: the model's.")
        private @Nullable Double minConfidence;

        @Override
        @Nullable
        Double minConfidence() {
            return minConfidence;
        }
    }
}
