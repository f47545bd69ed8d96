package org.gsprelabel.cli;

import java.util.Map;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the features look like. */
final class ShapeOptions {

    @Option(
            names = "--mask-cleaning",
            paramLabel = "STEPS",
            description =
                    "What is done to masks before they become polygons, step by step: erode, dilate, open, close by a"
                            + " radius, fill holes, remove islands up to an area; in pixels, or with m and m2 in metres and square"
                            + " metres: open=1,close=0.5m,fill=20,remove=2m2. Default: nothing.")
    private @Nullable String maskCleaning;

    @Option(
            names = "--target-crs",
            paramLabel = "CRS",
            converter = Converters.Crs.class,
            description = "CRS to write, such as EPSG:4326. Default: that of the image.")
    private @Nullable CoordinateReferenceSystem targetCrs;

    @Option(
            names = "--timestamp",
            paramLabel = "INSTANT",
            description = "Instant that the features carry, such as 2026-01-31T12:00:00Z; the same run with the same"
                    + " instant gives the same bytes. Default: now.")
    private @Nullable String timestamp;

    void addTo(Map<String, Object> inputs) {
        Inputs.put(inputs, "maskCleaning", maskCleaning);
        Inputs.put(inputs, "targetCRS", targetCrs);
        Inputs.put(inputs, "timestamp", timestamp);
    }
}
