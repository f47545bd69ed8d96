package org.gsprelabel.prompt;

import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.tile.TileGrid;
import org.gsprelabel.tile.TileId;
import org.locationtech.jts.geom.Envelope;

/**
 * Finds the tile that sees a prompt best: the one whose window holds it with the largest margin, along each axis by itself.
 * Sides of a window at the edge of the raster leave no margin to be wished for, since nobody sees more there. Along an axis
 * on which no window holds the prompt, the window with its largest part. Ties: the first row, the first column.
 */
public final class PromptRouter {

    private final TileGrid grid;

    public PromptRouter(TileGrid grid) {
        this.grid = grid;
    }

    /**
     * The tile for an extent.
     *
     * @param extent in pixels, meeting the raster
     */
    public TileId tileOf(Envelope extent) {
        return new TileId(
                best(extent.getMinY(), extent.getMaxY(), grid.rows(), grid.height()),
                best(extent.getMinX(), extent.getMaxX(), grid.columns(), grid.width()));
    }

    /** Whether the window of a tile holds all of an extent that is in the raster. */
    boolean holds(TileId tile, Envelope extent) {
        PixelRect window = grid.tile(tile).window();
        return Math.max(0, extent.getMinX()) >= window.x()
                && Math.min(grid.width(), extent.getMaxX()) <= window.right()
                && Math.max(0, extent.getMinY()) >= window.y()
                && Math.min(grid.height(), extent.getMaxY()) <= window.bottom();
    }

    private int best(double from, double to, int count, int length) {
        double min = Math.max(0, from);
        double max = Math.min(length, to);
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double before = i == 0 ? Double.POSITIVE_INFINITY : min - (double) i * grid.step();
            double behind =
                    i == count - 1 ? Double.POSITIVE_INFINITY : (double) i * grid.step() + grid.tileSize() - max;
            double margin = Math.min(before, behind);
            // A window that lacks a part of the prompt counts by what it lacks: less is better, and any lack is worse
            // than a margin of 0.
            double lack = Math.max(0, -before) + Math.max(0, -behind);
            double worth = lack > 0 ? -lack : margin;
            if (worth > most) {
                most = worth;
                best = i;
            }
        }
        return best;
    }
}
