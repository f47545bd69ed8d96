/**
 * From a window of the raster to the image input of a model: radiometry, letterbox or stretch, normalisation.
 *
 * <dl>
 *   <dt>unit
 *   <dd>a sample on the scale 0..1, after radiometry and before scale, mean and standard deviation.
 *   <dt>letterbox
 *   <dd>a resize that keeps the aspect, with padding on both sides of the shorter axis.
 *   <dt>stretch
 *   <dd>a resize that fills the input and loses the aspect.
 * </dl>
 */
@NullMarked
package org.gsprelabel.input;

import org.jspecify.annotations.NullMarked;
