/** Compile-only signatures of the few types of GeoServer's WPS that the plugin implements. */
@NullMarked
package org.geoserver.wps.process;

import org.jspecify.annotations.NullMarked;
