package org.gsprelabel.cli;

import java.util.Map;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the features look like. */
final class ShapeOptions extends MaskOption {

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

    @Override
    void addTo(Map<String, Object> inputs) {
        super.addTo(inputs);
        Inputs.put(inputs, "targetCRS", targetCrs);
        Inputs.put(inputs, "timestamp", timestamp);
    }
}
