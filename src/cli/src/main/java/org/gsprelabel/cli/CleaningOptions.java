package org.gsprelabel.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How outlines are cleaned, whatever the command. */
final class CleaningOptions {

    @Option(
            names = "--min-hole-area",
            paramLabel = "M2",
            description = "Fill holes of less than so many square metres on the ground. Default: 0, holes are kept.")
    private @Nullable Double minHoleArea;

    @Option(
            names = "--min-width",
            paramLabel = "METRES",
            description = "Drop objects, and parts of them, that are thinner than this. Default: 0.")
    private @Nullable Double minWidth;

    @Option(
            names = "--simplify",
            paramLabel = "METRES",
            description =
                    "Largest distance by which outlines may be moved to make them simpler; neighbours go on sharing"
                            + " their edges. Default: 0, outlines follow the edges of pixels.")
    private @Nullable Double simplify;

    @Option(
            names = "--smooth",
            paramLabel = "METRES",
            description = "Largest distance by which outlines may be moved after that to make them round. Default: 0.")
    private @Nullable Double smooth;

    @Option(
            names = "--square",
            paramLabel = "METRES",
            description = "Make outlines of buildings right-angled and dissolve details of less than this; what is no"
                    + " building keeps its outline. Default: 0.")
    private @Nullable Double square;

    void addTo(Map<String, Object> inputs) {
        Inputs.put(inputs, "minHoleArea", minHoleArea);
        Inputs.put(inputs, "minWidth", minWidth);
        Inputs.put(inputs, "simplify", simplify);
        Inputs.put(inputs, "smooth", smooth);
        Inputs.put(inputs, "square", square);
    }
}
