package org.geoserver.config;

/**
 * Signature of what GeoServer calls, as an administrator, once at its start when configuration and catalog have been loaded. All of its
 * methods, since the plugin implements it. Never packaged: GeoServer brings the real one.
 */
public interface GeoServerInitializer {

    /** What is thrown is logged by GeoServer, which starts all the same. */
    void initialize(GeoServer geoServer) throws Exception;
}
