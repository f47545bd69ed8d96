package org.gsprelabel.cli;

import java.nio.file.Path;
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
    }
}
