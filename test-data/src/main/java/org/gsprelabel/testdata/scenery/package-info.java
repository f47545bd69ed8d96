/**
 * The scenery that a scene is painted with: streets, blocks, roofs, trees, cars and the ground between them.
 *
 * <p>Everything is a pure function of a seed and of pixel coordinates (origin at the upper left corner of the upper left
 * pixel, y down, pixel centres at halves), so that any window can be painted without the rest of the scene and looks
 * the same. Arithmetic is that of Java 17 (strict) and trigonometry is {@link java.lang.StrictMath}: the same bytes on
 * every machine.
 *
 * <ul>
 *   <li><b>street grid</b>: a rotated, gently bent lattice with coordinates (u, v); streets run where u or v is a multiple
 *       of the block size
 *   <li><b>block</b>: the land between four streets; it owns its roofs and trees, and the cars on the streets at its low
 *       u and low v side
 *   <li><b>coverage</b> (of a pixel): the part of the pixel that a polygon covers, 0 to 1
 * </ul>
 */
@NullMarked
package org.gsprelabel.testdata.scenery;

import org.jspecify.annotations.NullMarked;
