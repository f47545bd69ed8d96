/**
 * Pixels as the pipeline sees them: windows of float samples with a valid mask, read at the working resolution, and the
 * radiometry that maps raw samples to the range that a model wants.
 *
 * <p>A pixel is <i>valid</i> unless it lies outside the raster, every band read holds nodata (or NaN), the alpha band
 * is 0, or the coverage's own mask excludes it. A region of interest never changes the mask: it only chooses which
 * tiles run and which objects are returned, so that a tile's result does not depend on it.
 */
@NullMarked
package org.gsprelabel.raster;

import org.jspecify.annotations.NullMarked;
