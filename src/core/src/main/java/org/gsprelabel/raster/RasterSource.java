package org.gsprelabel.raster;

import org.gsprelabel.tile.PixelRect;

/**
 * Where pixels come from. Implementations are safe for use by several threads and read no more than the window asked
 * for (and the margin that resampling needs), whatever the layout of the file.
 */
public interface RasterSource {

    RasterInfo info();

    /**
     * Reads a window at working resolution: from the best overview, area average when reduced, bilinear when enlarged.
     * The answer depends on the grid and the rectangle's pixels alone, not on what was read before: a pixel has the same
     * value in every window that holds it.
     *
     * @param grid the working grid
     * @param rect in working pixels, inside the grid
     * @throws RasterException when pixels cannot be read
     */
    RasterWindow read(WorkingGrid grid, PixelRect rect);
}
