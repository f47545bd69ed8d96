package org.gsprelabel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gsprelabel.export.ExportException;
import org.gsprelabel.export.GeoJsonReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What models of the Segment Anything family are told. */
final class PromptOptions {

    @Option(
            names = "--prompts",
            paramLabel = "FILE",
            description =
                    "GeoJSON file of points, boxes or polygons, one for each object wanted, for a --model that answers"
                            + " prompts. Properties, all optional: class_name, label; id (features of equal id are one object);"
                            + " of points, foreground: true, or false where the object is not.")
    private @Nullable Path prompts;

    @Option(
            names = "--segmenter",
            paramLabel = "ID",
            description =
                    "Model that answers prompts, to make masks of what --model finds. Confidence stays that of --model;"
                            + " how well a mask fits is in mask_iou.")
    private @Nullable String segmenter;

    @Option(
            names = "--mask-generator",
            paramLabel = "NAME=VALUE,...",
            description =
                    "How a --model that answers prompts looks for everything when there are none, with the names of"
                            + " the reference generator: points_per_side (32), pred_iou_thresh (0.88; SAM 2: 0.8),"
                            + " stability_score_thresh (0.95), box_nms_thresh (0.7), crop_n_layers (0), min_mask_region_area (0)"
                            + " and others.")
    private @Nullable String maskGenerator;

    /** Files that are read. */
    List<Path> files() {
        return prompts == null ? List.of() : List.of(prompts);
    }

    /** Adds the inputs of the process. */
    void addTo(Map<String, Object> inputs) {
        if (prompts != null) {
            try {
                inputs.put("prompts", new GeoJsonReader().read(prompts));
            } catch (ExportException e) {
                throw CommandException.unusableInput(String.valueOf(e.getMessage()), e);
            }
        }
        Inputs.put(inputs, "segmenter", segmenter);
        Inputs.put(inputs, "maskGenerator", maskGenerator);
    }
}
