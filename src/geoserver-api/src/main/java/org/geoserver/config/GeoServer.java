package org.geoserver.config;

import org.geoserver.catalog.Catalog;

/** Signature of GeoServer's configuration; only what is called. Never packaged. */
public interface GeoServer {

    Catalog getCatalog();
}
