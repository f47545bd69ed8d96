/**
 * Coverages in: {@link CoverageSource} makes a {@link org.gsprelabel.raster.RasterSource} of a coverage or of the reader
 * of one.
 *
 * <p>The read path: the <i>pyramid</i> holds the native image and its overviews; the coarsest <i>level</i> that is not
 * coarser than the working grid is opened, a rectangle of it is read as an AWT raster, the <i>pixel decoder</i> makes
 * float samples and the valid mask of it, and the resampler brings them to the working grid.
 *
 * <p>Images of a coverage are only ever seen as {@link java.awt.image.RenderedImage}: the library behind them differs
 * between versions of GeoTools.
 */
@NullMarked
package org.gsprelabel.geotools.coverage;

import org.jspecify.annotations.NullMarked;
