package org.gsprelabel.sam;

import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.sam.MaskPrompt.Point;
import org.gsprelabel.tile.PixelRect;

/** Points evenly spread over a part of a crop, each in the middle of its share, row by row. */
final class PointGrid {

    private PointGrid() {}

    /**
     * Points on the object. Where the part is the whole crop, {@code perSide} of them along each side, as the reference has
     * them; along a shorter side fewer, so that they lie as close together or a little closer, and always one.
     *
     * @param perSide points along a side of the whole crop, at least 1
     * @param part in pixels of the crop, inside it
     */
    static List<Point> of(int perSide, int cropWidth, int cropHeight, PixelRect part) {
        int columns = share(perSide, part.width(), cropWidth);
        int rows = share(perSide, part.height(), cropHeight);
        List<Point> points = new ArrayList<>(columns * rows);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                points.add(new Point(
                        part.x() + middle(column, columns) * part.width(),
                        part.y() + middle(row, rows) * part.height(),
                        true));
            }
        }
        return points;
    }

    private static int share(int perSide, int part, int whole) {
        return (perSide * part + whole - 1) / whole;
    }

    private static double middle(int index, int count) {
        return (2 * index + 1) / (2.0 * count);
    }
}
