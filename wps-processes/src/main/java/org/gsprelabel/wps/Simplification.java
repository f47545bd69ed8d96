package org.gsprelabel.wps;

import org.gsprelabel.filter.AreaCalculator;
import org.gsprelabel.tile.TileGrid;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** From a tolerance in metres to one in pixels, the same for every process that sees the grid. */
final class Simplification {

    private Simplification() {}

    /**
     * The tolerance in pixels of the grid: a pixel is as long as the side of a square with the area of the pixel in the
     * middle of the image.
     *
     * @param metres 0 or more
     * @param area of a geometry in pixels of the grid
     * @throws IllegalArgumentException when the tolerance is negative or no finite number
     */
    static double pixels(double metres, AreaCalculator area, TileGrid grid) {
        requireTolerance(metres);
        if (metres == 0) {
            return 0;
        }
        int x = grid.width() / 2;
        int y = grid.height() / 2;
        double squareMetres = area.squareMetres(new GeometryFactory().toGeometry(new Envelope(x, x + 1, y, y + 1)));
        return metres / Math.sqrt(squareMetres);
    }

    static void requireTolerance(double metres) {
        if (!(metres >= 0) || Double.isInfinite(metres)) {
            throw new IllegalArgumentException("simplify must be 0 or more metres, got " + metres);
        }
    }
}
