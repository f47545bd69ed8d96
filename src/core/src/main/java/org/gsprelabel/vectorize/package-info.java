/**
 * Masks to polygons, exactly: a mask of n pixels becomes polygons with an area of n.
 *
 * <p>Boundaries run along pixel <i>edges</i>, so all coordinates are whole numbers. Pixels are connected by their edges
 * (4-connected); holes are kept. Every polygon is valid.
 */
@NullMarked
package org.gsprelabel.vectorize;

import org.jspecify.annotations.NullMarked;
