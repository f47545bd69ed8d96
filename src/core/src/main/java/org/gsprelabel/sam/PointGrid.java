package org.gsprelabel.sam;

import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.sam.MaskPrompt.Point;

/** Points evenly spread over a rectangle, each in the middle of its share, row by row. */
final class PointGrid {

    private PointGrid() {}

    /** Points on the object, {@code perSide * perSide} of them, over {@code 0..width} and {@code 0..height}. */
    static List<Point> of(int perSide, int width, int height) {
        List<Point> points = new ArrayList<>(perSide * perSide);
        for (int row = 0; row < perSide; row++) {
            for (int column = 0; column < perSide; column++) {
                points.add(new Point(middle(column, perSide) * width, middle(row, perSide) * height, true));
            }
        }
        return points;
    }

    private static double middle(int index, int count) {
        return (2 * index + 1) / (2.0 * count);
    }
}
