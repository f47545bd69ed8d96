/** Compile-only signatures of the few GeoServer types that the plugin calls. */
@NullMarked
package org.geoserver.catalog;

import org.jspecify.annotations.NullMarked;
