/**
 * What is kept and what is not, each rejection with its reason.
 *
 * <p>Stage one, before merging: class, score, valid area. Stage two, after merging: area in square metres and compactness on
 * the ellipsoid, region of interest; never earlier, or fragments that a seam cut would be lost.
 */
@NullMarked
package org.gsprelabel.filter;

import org.jspecify.annotations.NullMarked;
