package org.geoserver.catalog;

/**
 * Signature of GeoServer's configuration of a style; only what is called. Never packaged: GeoServer brings the real one, in which all
 * methods are abstract. Bodies here spare stand-ins what they are not asked for.
 */
public interface StyleInfo {

    default void setName(String name) {
        throw new UnsupportedOperationException("setName");
    }

    /** Name of its file in the folder of styles. */
    default void setFilename(String fileName) {
        throw new UnsupportedOperationException("setFilename");
    }
}
