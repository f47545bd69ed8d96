package org.geoserver.catalog;

import org.jspecify.annotations.Nullable;

/** Signature of GeoServer's catalog; only what is called. Never packaged: GeoServer brings the real one. */
public interface Catalog {

    /** The coverage of a name, {@code workspace:name} or the bare name; null when there is none or it is not visible. */
    @Nullable
    CoverageInfo getCoverageByName(String name);
}
