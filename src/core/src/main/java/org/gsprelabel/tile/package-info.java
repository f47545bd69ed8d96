/**
 * The tile grid: how an image is cut into windows, and which pixels each window answers for.
 *
 * <p>Terms, here and everywhere:
 *
 * <dl>
 *   <dt>working resolution
 *   <dd>the ground sample distance at which the model sees the coverage; native unless the model or the request names
 *       one. All pixel coordinates of this package are pixels of the working resolution, origin at the upper left
 *       corner of the coverage, x to the right, y down.
 *   <dt>window
 *   <dd>the square that is read and given to the model. Windows of neighbouring tiles share the <i>overlap</i>; those
 *       of the last row and column may hang over the edge of the image.
 *   <dt>core
 *   <dd>the part of its window that a tile answers for. The cores partition the image exactly.
 *   <dt>seam
 *   <dd>the line where two cores meet; it runs through the middle of the overlap.
 *   <dt>strip
 *   <dd>the rectangle that two neighbouring windows share: what both tiles saw.
 * </dl>
 */
@NullMarked
package org.gsprelabel.tile;

import org.jspecify.annotations.NullMarked;
