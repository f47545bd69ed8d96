/**
 * What administrators ask and tell the plugin over HTTP, under {@code /rest/prelabel}. Spring alone, no type of GeoServer: its
 * dispatcher finds the controller by its annotation, among all beans.
 *
 * <p>Words: an <i>answer</i> is JSON with a status, in success and in failure; a <i>refusal</i> is the answer to whoever is no
 * administrator, and the same whatever was asked.
 */
@NullMarked
package org.gsprelabel.wps.rest;

import org.jspecify.annotations.NullMarked;
