package org.gsprelabel.export;

import java.util.Optional;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;

/**
 * What a preview shows.
 *
 * @param longSide longer side of the picture in pixels, from 16 to 8192; a raster of fewer pixels is enlarged, at most
 *     four times
 * @param window part of the raster in native pixels; empty for all of it
 * @param tiles tile grid whose seams are drawn; empty for none
 */
public record PreviewOptions(int longSide, Optional<PixelRect> window, Optional<TileLines> tiles) {

    /** All of the raster, at most 1600 pixels a side. */
    public static final PreviewOptions DEFAULT = new PreviewOptions(1600, Optional.empty(), Optional.empty());

    private static final int LEAST_SIDE = 16;
    private static final int LARGEST_SIDE = 8192;

    public PreviewOptions {
        if (longSide < LEAST_SIDE || longSide > LARGEST_SIDE) {
            throw new IllegalArgumentException("size of a preview must be from " + LEAST_SIDE + " to " + LARGEST_SIDE
                    + " pixels, got " + longSide);
        }
    }

    /**
     * Positions of seams, where the cores of two tiles meet.
     *
     * @param grid the tile grid
     * @param scaleX native columns per column of the grid's image
     * @param scaleY native rows per row of the grid's image
     */
    public record TileLines(TileGrid grid, double scaleX, double scaleY) {}
}
