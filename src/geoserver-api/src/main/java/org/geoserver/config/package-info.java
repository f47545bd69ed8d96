/** Compile-only signatures of GeoServer's configuration, as far as the plugin is told of it. */
@NullMarked
package org.geoserver.config;

import org.jspecify.annotations.NullMarked;
