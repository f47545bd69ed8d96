package org.gsprelabel.prompt;

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

    /** Whether an extent is larger than any window. */
    boolean exceedsWindows(Envelope extent) {
        return Math.min(extent.getMaxX(), grid.width()) - Math.max(extent.getMinX(), 0) > grid.tileSize()
                || Math.min(extent.getMaxY(), grid.height()) - Math.max(extent.getMinY(), 0) > grid.tileSize();
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
