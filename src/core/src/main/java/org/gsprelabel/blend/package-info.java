/**
 * Blending: where several tiles have scored a pixel, it is decided on the weighted mean of what they say.
 *
 * <dl>
 *   <dt>score
 *   <dd>a probability of a pixel for a class, as a whole number from 0 to {@value
 *       org.gsprelabel.blend.Scores#FULL}: sums of whole numbers are exact, so the order in which tiles come cannot matter.
 *   <dt>span
 *   <dd>pixels along one axis of a window that the same tiles see: shared with the tile before, its own, shared with the
 *       tile after.
 *   <dt>block
 *   <dd>pixels of a window that lie in one span of columns and one of rows; all its pixels are seen by the same one, two
 *       or four tiles, and each of those has it as a block of its own window.
 *   <dt>plane
 *   <dd>the scores of a block for one channel.
 * </dl>
 */
@NullMarked
package org.gsprelabel.blend;

import org.jspecify.annotations.NullMarked;
