package org.gsprelabel.detect;

import java.nio.FloatBuffer;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.LinearSampling;

/**
 * The values {@code [C,h,w]} of an item at the pixels of its window, row by row: as they stand where the grid is the
 * window, else bilinear in one step. Not safe for use by several threads.
 */
final class LogitRows implements ScoreRows {

    private final FloatBuffer data;
    private final int base;
    private final int height;
    private final int width;
    private final boolean direct;
    private final LinearSampling columns;
    private final LinearSampling rows;
    private final float[] source;
    private final float[] mixed;

    /**
     * @param base index of the item's first value
     * @param height h of the grid, which covers the whole input
     * @param width w of the grid
     */
    LogitRows(FloatBuffer data, int base, int height, int width, InputFrame frame) {
        this.data = data;
        this.base = base;
        this.height = height;
        this.width = width;
        this.direct = frame.isIdentity() && width == frame.windowWidth() && height == frame.windowHeight();
        this.columns = OutputSampling.columns(frame, width, 0, frame.windowWidth());
        this.rows = OutputSampling.rows(frame, height, 0, frame.windowHeight());
        this.source = new float[2 * width];
        this.mixed = new float[width];
    }

    @Override
    public void read(int channel, int row, float[] target) {
        int plane = base + channel * height * width;
        if (direct) {
            data.get(plane + row * width, target, 0, width);
            return;
        }
        int first = rows.lower(row);
        data.get(plane + first * width, source, 0, (rows.upper(row) - first + 1) * width);
        rows.across(row, source, width, first, mixed);
        columns.along(mixed, 0, target, 0);
    }
}
