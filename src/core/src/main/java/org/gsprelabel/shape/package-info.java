/**
 * Outlines are cleaned: small holes are filled, thin parts dropped, outlines simplified, smoothed and squared. Every step is
 * optional, and their order is fixed.
 *
 * <dl>
 *   <dt>block
 *   <dd>a square of {@value org.gsprelabel.shape.Block#SIDE} pixels, anchored at the corner of the image. Outlines are
 *       simplified and smoothed block by block; where they cross from one block into the next, they stay where they are.
 *   <dt>chain
 *   <dd>what a ring has in a block, from border to border; or the whole ring when it leaves no block.
 *   <dt>node
 *   <dd>a vertex where outlines meet or part. It never moves, so neighbours go on sharing what they shared.
 *   <dt>held back
 *   <dd>of an outline: moved less far than was asked for, because it would have crossed another one, or itself.
 *   <dt>frame
 *   <dd>plane in metres around an object, in which angles and lengths are those on the ground.
 * </dl>
 */
@NullMarked
package org.gsprelabel.shape;

import org.jspecify.annotations.NullMarked;
