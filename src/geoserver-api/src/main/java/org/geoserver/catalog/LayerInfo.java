package org.geoserver.catalog;

/** Signature of GeoServer's configuration of a layer; only what is called, which is nothing. Never packaged. */
public interface LayerInfo {}
