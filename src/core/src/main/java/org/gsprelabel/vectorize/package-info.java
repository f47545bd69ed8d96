/**
 * Masks to polygons, exactly: a mask of n pixels becomes polygons with an area of n.
 *
 * <p>Boundaries run along pixel <i>edges</i>, so all coordinates are whole numbers. Pixels are connected by their edges
 * (4-connected); holes are kept. Every polygon is valid. An object whose pixels may touch at a corner only (8-connected, {@link
 * org.gsprelabel.vectorize.ConnectedComponents}) is a multipolygon of its 4-connected parts: no valid polygon meets itself.
 *
 * <p>Before that, a mask can be <i>cleaned</i>: eroded, dilated, opened, closed, its holes filled, its islands removed. What a
 * window cuts goes on behind it, unknown; how far that matters is the <i>reach</i> of the cleaning.
 */
@NullMarked
package org.gsprelabel.vectorize;

import org.jspecify.annotations.NullMarked;
