package org.gsprelabel.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which predictions are kept. */
final class KeepOptions {

    @Option(
            names = "--roi",
            paramLabel = "REGION",
            description = "Region of interest; objects that share a point with it are kept, whole. A GeoJSON file, or"
                    + " minx,miny,maxx,maxy or a WKT polygon in the CRS of the input.")
    private @Nullable String roi;

    @Option(
            names = "--min-confidence",
            paramLabel = "0..1",
            description = "Least confidence. Default: the model's, or all.")
    private @Nullable Double minConfidence;

    @Option(names = "--min-area", paramLabel = "M2", description = "Least area on the ground in square metres.")
    private @Nullable Double minArea;

    @Option(names = "--max-area", paramLabel = "M2", description = "Largest area on the ground in square metres.")
    private @Nullable Double maxArea;

    @Option(
            names = "--classes",
            paramLabel = "NAME,...",
            description = "Names of the classes wanted, separated by commas. Default: all.")
    private @Nullable String classes;

    void addTo(Map<String, Object> inputs) {
        Inputs.put(inputs, "roi", roi == null ? null : Region.parse(roi));
        Inputs.put(inputs, "minConfidence", minConfidence);
        Inputs.put(inputs, "minArea", minArea);
        Inputs.put(inputs, "maxArea", maxArea);
        Inputs.put(inputs, "classes", classes);
    }
}
