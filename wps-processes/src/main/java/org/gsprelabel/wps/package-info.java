/**
 * The WPS processes. A process class translates a request and decides nothing: it parses, calls and returns. Parameters
 * carry GeoServer's house names; every error is a {@code ProcessException} with one sentence that a client can act on.
 */
@NullMarked
package org.gsprelabel.wps;

import org.jspecify.annotations.NullMarked;
