/**
 * What a client says of single objects, and which tile answers it.
 *
 * <dl>
 *   <dt>prompt
 *   <dd>points, a box or a polygon, in pixels of the working grid, that together mean one object. Its answer carries its id.
 *   <dt>routing
 *   <dd>every prompt is answered by one tile, the one that sees it best; tiles without a prompt are not looked at.
 *   <dt>margin
 *   <dd>distance from a prompt to the nearest side of a window behind which the raster goes on.
 * </dl>
 */
@NullMarked
package org.gsprelabel.prompt;

import org.jspecify.annotations.NullMarked;
