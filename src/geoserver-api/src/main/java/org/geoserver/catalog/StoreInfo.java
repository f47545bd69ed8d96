package org.geoserver.catalog;

/** Signature of GeoServer's configuration of a store; only what is called. Never packaged. */
public interface StoreInfo {

    String getName();
}
