package org.gsprelabel.wps;

import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.process.ProcessException;
import org.gsprelabel.geotools.coverage.CoverageSource;
import org.jspecify.annotations.Nullable;

/** The raster of a request, by itself or by name. */
final class CoverageInput {

    private CoverageInput() {}

    /**
     * Opens the one that is given.
     *
     * @throws ProcessException when neither or both are
     */
    static CoverageSource open(
            @Nullable GridCoverage2D coverage, @Nullable String coverageName, CoverageRepository coverages) {
        if (coverage != null && coverageName == null) {
            return CoverageSource.of(coverage.getName().toString(), coverage);
        }
        if (coverageName != null && coverage == null) {
            return CoverageSource.of(coverageName, coverages.reader(coverageName));
        }
        throw new ProcessException(
                "give either coverage or coverageName, got " + (coverage == null ? "neither" : "both"));
    }
}
