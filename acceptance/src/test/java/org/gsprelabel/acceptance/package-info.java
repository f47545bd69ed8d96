/**
 * What the plugin must do in a running GeoServer, seen from outside. Classes that end in {@code IT} need such a server, the
 * others hold the suite's own parts against a stub.
 */
@org.jspecify.annotations.NullMarked
package org.gsprelabel.acceptance;
