package org.gsprelabel.wps;

import org.geotools.coverage.grid.io.GridCoverage2DReader;

/** Finds coverages by name. Called on the thread of the request, where the caller's rights are known. */
@FunctionalInterface
public interface CoverageRepository {

    /**
     * A reader of the coverage.
     *
     * @param name {@code workspace:layer}
     * @throws org.geotools.process.ProcessException when there is no such coverage for this caller
     */
    GridCoverage2DReader reader(String name);
}
