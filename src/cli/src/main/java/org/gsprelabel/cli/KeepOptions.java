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

    @Option(names = "--min-area", paramLabel = "M2", description = "Least area on the ground in square metres.")
    private @Nullable Double minArea;

    @Option(names = "--max-area", paramLabel = "M2", description = "Largest area on the ground in square metres.")
    private @Nullable Double maxArea;

    @Option(
            names = "--classes",
            paramLabel = "NAME,...",
            description = "Names of the classes wanted, separated by commas. Default: all.")
    private @Nullable String classes;

    /** Least confidence from 0 to 1, or null for the default. */
    abstract @Nullable Double minConfidence();

    final void addTo(Map<String, Object> inputs) {
        Inputs.put(inputs, "roi", roi == null ? null : Region.parse(roi));
        Inputs.put(inputs, "minConfidence", minConfidence());
        Inputs.put(inputs, "minArea", minArea);
        Inputs.put(inputs, "maxArea", maxArea);
        Inputs.put(inputs, "classes", classes);
    }
}
