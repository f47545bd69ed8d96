package org.gsprelabel.shape;

import org.gsprelabel.filter.GroundMeasure;
import org.gsprelabel.tile.TileGrid;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * The ground under the pixels of the working grid.
 *
 * @param measure areas and lengths on the ellipsoid
 * @param frames planes in metres
 */
public record Ground(GroundMeasure measure, GroundFrames frames) {

    /**
     * A length in pixels: a pixel is as long as the side of a square with the area of the pixel in the middle of the image.
     *
     * @param metres 0 or more
     */
    public double pixels(double metres, TileGrid grid) {
        if (metres == 0) {
            return 0;
        }
        int x = grid.width() / 2;
        int y = grid.height() / 2;
        double squareMetres = measure.squareMetres(new GeometryFactory().toGeometry(new Envelope(x, x + 1, y, y + 1)));
        return metres / Math.sqrt(squareMetres);
    }
}
