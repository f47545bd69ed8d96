/**
 * From a window of the raster to the image input of a model: radiometry, resize, padding, normalisation, layout.
 *
 * <dl>
 *   <dt>unit
 *   <dd>a sample on the scale 0..1, after radiometry and before scale, mean and standard deviation.
 *   <dt>letterbox
 *   <dd>a resize that keeps the aspect, with padding on both sides of the shorter axis.
 *   <dt>stretch
 *   <dd>a resize that fills the input and loses the aspect.
 *   <dt>longest, shortest
 *   <dd>a resize that keeps the aspect and gives the longer, or shorter, side a length.
 *   <dt>square pad
 *   <dd>padding to a square before the resize, right and below.
 *   <dt>support
 *   <dd>how far a kernel reaches; widened where an image is reduced, it averages all source pixels (antialiasing).
 * </dl>
 */
@NullMarked
package org.gsprelabel.input;

import org.jspecify.annotations.NullMarked;
