package org.gsprelabel.detect;

import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.LinearSampling;

/**
 * Where the pixels of a window lie on an output grid that covers the whole input, be it coarser: from the window through
 * the input frame to the grid in one step. Cells that show nothing but letterbox padding are not used.
 */
final class OutputSampling {

    private OutputSampling() {}

    /**
     * @param cells number of columns of the grid
     * @param from first column of the window
     * @param count number of columns
     */
    static LinearSampling columns(InputFrame frame, int cells, int from, int count) {
        double cellsPerInput = (double) cells / frame.inputWidth();
        return along(frame.scaleX(), frame.padLeft(), frame.imageWidth(), cellsPerInput, cells, from, count);
    }

    /**
     * @param cells number of rows of the grid
     * @param from first row of the window
     * @param count number of rows
     */
    static LinearSampling rows(InputFrame frame, int cells, int from, int count) {
        double cellsPerInput = (double) cells / frame.inputHeight();
        return along(frame.scaleY(), frame.padTop(), frame.imageHeight(), cellsPerInput, cells, from, count);
    }

    private static LinearSampling along(
            double scale, int padding, int image, double cellsPerInput, int cells, int from, int count) {
        int first = (int) Math.floor(padding * cellsPerInput);
        int last = (int) Math.ceil((padding + image) * cellsPerInput) - 1;
        return new LinearSampling(
                count,
                scale * cellsPerInput,
                (from * scale + padding) * cellsPerInput,
                first,
                Math.max(first, Math.min(last, cells - 1)));
    }
}
