package org.gsprelabel.wps;

import java.io.IOException;
import org.geoserver.catalog.Catalog;
import org.geoserver.catalog.CoverageInfo;
import org.geotools.api.coverage.grid.GridCoverageReader;
import org.geotools.coverage.grid.io.GridCoverage2DReader;
import org.geotools.process.ProcessException;
import org.gsprelabel.raster.RasterException;

/**
 * Coverages of GeoServer's catalog. GeoServer's catalog applies the caller's rights; a coverage that the caller may not
 * see gives the same answer as one that does not exist.
 */
public final class CatalogCoverageRepository implements CoverageRepository {

    private final Catalog catalog;

    public CatalogCoverageRepository(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public GridCoverage2DReader reader(String name) {
        CoverageInfo coverage = catalog.getCoverageByName(name);
        if (coverage == null) {
            throw new ProcessException("coverageName '" + name + "' is not known; it must be workspace:layer");
        }
        try {
            GridCoverageReader reader = coverage.getGridCoverageReader(null, null);
            if (reader instanceof GridCoverage2DReader reader2D) {
                return reader2D;
            }
            throw new ProcessException("coverage '" + name + "' cannot be read as a two-dimensional raster");
        } catch (IOException e) {
            String sentence = "coverage '" + name + "' cannot be opened";
            throw new RasterException(
                    sentence + ": " + e.getMessage(), sentence + "; the server's log has the reason", e);
        }
    }
}
