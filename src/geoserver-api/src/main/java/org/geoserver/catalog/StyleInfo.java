package org.geoserver.catalog;

/** Signature of GeoServer's configuration of a style; only what is called, which is nothing. Never packaged. */
public interface StyleInfo {}
