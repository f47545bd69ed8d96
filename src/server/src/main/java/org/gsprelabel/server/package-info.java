/**
 * A GeoServer with the plugin, for trying out and for tests: started in a process of its own, filled through GeoServer's
 * REST, ended without a trace.
 *
 * <dl>
 *   <dt>webapp
 *   <dd>GeoServer as a web application, a folder or a {@code .war}. What is given is never written to.
 *   <dt>plugin
 *   <dd>the jars that go into {@code WEB-INF/lib}.
 * </dl>
 */
@NullMarked
package org.gsprelabel.server;

import org.jspecify.annotations.NullMarked;
