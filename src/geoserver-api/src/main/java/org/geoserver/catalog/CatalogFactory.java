package org.geoserver.catalog;

/** Signature of what makes entries of the catalog; only what is called. Never packaged. */
public interface CatalogFactory {

    /** A style of the whole server, in SLD 1.0.0 unless it is told otherwise, which the catalog does not know yet. */
    StyleInfo createStyle();
}
