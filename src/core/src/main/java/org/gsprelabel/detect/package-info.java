/**
 * Raw outputs to detections: one decoder a family, non-maximum suppression within a tile.
 *
 * <p>A <i>detection</i> is what a model says of one window, in pixels of the window. Its shape is a box or a convex polygon
 * (real numbers), or a mask (whole pixels).
 */
@NullMarked
package org.gsprelabel.detect;

import org.jspecify.annotations.NullMarked;
