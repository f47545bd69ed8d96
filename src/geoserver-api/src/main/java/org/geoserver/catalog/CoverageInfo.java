package org.geoserver.catalog;

import java.io.IOException;
import org.geotools.api.coverage.grid.GridCoverageReader;
import org.geotools.api.util.ProgressListener;
import org.geotools.util.factory.Hints;
import org.jspecify.annotations.Nullable;

/** Signature of GeoServer's coverage configuration; only what is called. Never packaged. */
public interface CoverageInfo {

    /** A reader of the coverage, with the coverage's own settings (declared CRS, bands) applied. */
    GridCoverageReader getGridCoverageReader(@Nullable ProgressListener listener, @Nullable Hints hints)
            throws IOException;
}
