package org.geoserver.platform;

import java.util.Optional;

/**
 * Signature of what GeoServer asks every module for, to list it among its modules. All of its methods, since the plugin
 * implements it. Never packaged: GeoServer brings the real one.
 */
public interface ModuleStatus {

    /** How GeoServer groups modules. */
    enum Category {
        CORE,
        EXTENSION,
        PENDING,
        COMMUNITY
    }

    String getModule();

    Optional<String> getComponent();

    String getName();

    Optional<String> getVersion();

    boolean isAvailable();

    boolean isEnabled();

    Optional<String> getMessage();

    Optional<String> getDocumentation();

    Category getCategory();
}
