package org.gsprelabel.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which predictions are kept, whatever the command; the default of the confidence is for the command to say. */
abstract class KeepOptions {

    @Option(
            names = "--roi",
            paramLabel = "REGION",
            description = "Region of interest; objects that share a point with it are kept, whole. A GeoJSON file, or"
                    + " minx,miny,maxx,maxy or a WKT polygon in the CRS of the input.")
    private @Nullable String roi;

    @Option(
            names = "--class-confidence",
            paramLabel = "NAME:0..1,...",
            description = "Least confidence of single classes, in place of --min-confidence, as in roof:0.4,tree:0.7.")
    private @Nullable String classConfidence;

    @Option(
            names = "--classes",
            paramLabel = "NAME,...",
            description = "Names of the classes wanted, separated by commas. Default: all.")
    private @Nullable String classes;

    @Option(names = "--min-area", paramLabel = "M2", description = "Least area on the ground in square metres.")
    private @Nullable Double minArea;

    @Option(names = "--max-area", paramLabel = "M2", description = "Largest area on the ground in square metres.")
    private @Nullable Double maxArea;

    @Option(
            names = "--min-compactness",
            paramLabel = "0..1",
            description =
                    "Least compactness on the ground, 4 pi A / P^2 of area and outline: a disc has 1, a square 0.785,"
                            + " what is thin or ragged less.")
    private @Nullable Double minCompactness;

    /** Least confidence from 0 to 1, or null for the default. */
    abstract @Nullable Double minConfidence();

    final void addTo(Map<String, Object> inputs) {
        Inputs.put(inputs, "roi", roi == null ? null : Region.parse(roi));
        Inputs.put(inputs, "minConfidence", minConfidence());
        Inputs.put(inputs, "classConfidence", classConfidence);
        Inputs.put(inputs, "minArea", minArea);
        Inputs.put(inputs, "maxArea", maxArea);
        Inputs.put(inputs, "minCompactness", minCompactness);
        Inputs.put(inputs, "classes", classes);
    }
}
