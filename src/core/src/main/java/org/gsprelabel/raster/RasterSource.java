package org.gsprelabel.raster;

import java.util.List;
import org.gsprelabel.tile.PixelRect;

/**
 * Where pixels come from. Implementations are safe for use by several threads and read no more than the window asked
 * for (and the margin that resampling needs), whatever the layout of the file.
 */
public interface RasterSource {

    RasterInfo info();

    /**
     * Pixels that are read for each pixel of a working grid: below 1 where the grid is finer than the raster. Where there are
     * overviews, those of the one that serves.
     */
    default double pixelsRead(WorkingGrid grid) {
        return grid.scaleX() * grid.scaleY();
    }

    /**
     * Reads a window at working resolution: from the best overview, area average when reduced, bilinear when enlarged.
     * The answer depends on the grid and the rectangle's pixels alone, not on what was read before: a pixel has the same
     * value in every window that holds it.
     *
     * <p>A pixel is invalid when every band asked for holds nodata or NaN there, alpha is 0, or the coverage's own mask
     * leaves it out. Where a pixel is valid for other bands, a band without data is NaN. Bands not asked for do not count.
     *
     * @param grid the working grid
     * @param rect in working pixels, inside the grid
     * @param bands numbers from 1 of the bands that the window shall have, in this order; one may come twice
     * @throws IllegalArgumentException when the window lies outside the grid, or the raster has no such band
     * @throws RasterException when pixels cannot be read
     */
    RasterWindow read(WorkingGrid grid, PixelRect rect, List<Integer> bands);
}
