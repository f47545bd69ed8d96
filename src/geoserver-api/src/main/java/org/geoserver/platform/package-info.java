/** Compile-only signatures of the few GeoServer types that the plugin implements. */
@NullMarked
package org.geoserver.platform;

import org.jspecify.annotations.NullMarked;
