/**
 * What runs in the process of the server: Jetty and nothing else of ours, so that GeoServer meets the libraries that it
 * brings.
 */
@NullMarked
package org.gsprelabel.server.jetty;

import org.jspecify.annotations.NullMarked;
