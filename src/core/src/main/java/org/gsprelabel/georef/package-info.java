/**
 * The one place where pixels become world coordinates.
 *
 * <p>Everything goes through the full affine transform at pixel <i>corners</i>: the upper left corner of the upper left
 * pixel is (0, 0), its centre (0.5, 0.5). Rotated and sheared grids are nothing special.
 */
@NullMarked
package org.gsprelabel.georef;

import org.jspecify.annotations.NullMarked;
