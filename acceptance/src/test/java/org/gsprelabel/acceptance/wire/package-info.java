/** How the suite speaks with a server: HTTP, XML, JSON and TIFF, without any class of GeoServer or of the plugin. */
@org.jspecify.annotations.NullMarked
package org.gsprelabel.acceptance.wire;
