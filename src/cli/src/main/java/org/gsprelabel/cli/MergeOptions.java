package org.gsprelabel.cli;

import java.util.Map;
import org.gsprelabel.merge.Agreement;
import org.gsprelabel.merge.MergeStrategy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which pieces are one object, and what becomes of them. */
final class MergeOptions {

    @Option(
            names = "--merge",
            paramLabel = "HOW",
            description = "What becomes of the pieces of an object that lies in several tiles: union, best (the most"
                    + " confident), largest, weighted (the mean box, for detectors of boxes), none (every piece by"
                    + " itself). Default: union.")
    private @Nullable MergeStrategy merge;

    @Option(
            names = "--agreement",
            paramLabel = "HOW",
            description =
                    "How shapes of two tiles are compared: iou (intersection over union) or ios (over the smaller of"
                            + " the two, which takes a part for its whole). Default: iou.")
    private @Nullable Agreement agreement;

    @Option(
            names = "--min-agreement",
            paramLabel = "FRACTION",
            description = "Least agreement of one object in two tiles, above 0 and up to 1. Default: 0.5.")
    private @Nullable Double minAgreement;

    @Option(
            names = "--class-agnostic",
            description = "Pieces of different classes may be one object; the more confident class wins.")
    private boolean classAgnostic;

    void addTo(Map<String, Object> inputs) {
        Inputs.put(inputs, "merge", merge);
        Inputs.put(inputs, "agreement", agreement);
        Inputs.put(inputs, "minAgreement", minAgreement);
        if (classAgnostic) {
            inputs.put("classAware", false);
        }
    }
}
