package org.gsprelabel.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where objects are wanted. */
class RegionOption {

    @Option(
            names = "--roi",
            paramLabel = "REGION",
            description = "Region of interest; objects that share a point with it are kept, whole. A GeoJSON file, or"
                    + " minx,miny,maxx,maxy or a WKT polygon in the CRS of the input.")
    private @Nullable String roi;

    void addTo(Map<String, Object> inputs) {
        Inputs.put(inputs, "roi", roi == null ? null : Region.parse(roi));
    }
}
