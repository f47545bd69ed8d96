/**
 * Live labels: what a model finds on the map that is being looked at.
 *
 * <dl>
 *   <dt>rendering transformation
 *   <dd>a process that a style calls, so that a map server draws what it returns instead of the coverage.
 *   <dt>pending tile
 *   <dd>one that the map needs and that there was no time for; drawn as such, and mostly there when the map is asked for again.
 * </dl>
 */
@NullMarked
package org.gsprelabel.wps.live;

import org.jspecify.annotations.NullMarked;
