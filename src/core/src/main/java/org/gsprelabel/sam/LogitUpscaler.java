package org.gsprelabel.sam;

import java.util.Arrays;
import java.util.Optional;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.LinearSampling;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;

/**
 * Brings planes of low-resolution logits to the pixels of a window and looks at them there: which pixels lie above the
 * mask threshold, and how many above the raised and the lowered one. What it finds is what interpolating every pixel and
 * comparing it finds, bit for bit, but a plane of pixels is never held, and most pixels are never interpolated: where the
 * cells around a patch of pixels all lie above every threshold, or all below, so do the pixels.
 *
 * <p>Holds the memory for one plane, which the next one uses again; belongs to one thread.
 */
final class LogitUpscaler {

    /** The three levels that pixels are compared with; a pixel above a level is strictly greater. */
    record Levels(float raised, float mask, float lowered) {

        static Levels of(MaskGeneratorParameters parameters) {
            double mask = parameters.maskThreshold();
            double offset = parameters.stabilityScoreOffset();
            return new Levels((float) (mask + offset), (float) mask, (float) (mask - offset));
        }
    }

    private enum Patch {
        ABOVE,
        BELOW,
        MIXED
    }

    /** Makes up for rounding in the interpolation of a pixel, as a share of the greatest logit. */
    private static final float SLACK = 1e-5f;

    private final Levels levels;
    private final int gridWidth;
    private final int gridHeight;
    private final AxisTaps columns;
    private final AxisTaps rows;

    private final float[] least;
    private final float[] greatest;
    private final float[] mixed;
    private final BitMask mask;
    private float[] cells = {};
    private long raisedArea;
    private long loweredArea;

    /** An upscaler that looks at all of a crop. */
    LogitUpscaler(Upscaling upscaling, InputFrame frame, PixelRect crop, int gridWidth, int gridHeight, Levels levels) {
        this(upscaling, frame, crop, crop, gridWidth, gridHeight, levels);
    }

    /**
     * @param frame how the crop lies in the encoder's input
     * @param crop where the crop lies in the window
     * @param part of the crop that is looked at, in pixels of the window; all else is as if it were not there
     * @param gridWidth cells of the logit grid, which covers the encoder's input
     * @param gridHeight cells of the logit grid
     */
    LogitUpscaler(
            Upscaling upscaling,
            InputFrame frame,
            PixelRect crop,
            PixelRect part,
            int gridWidth,
            int gridHeight,
            Levels levels) {
        if (frame.windowWidth() != crop.width() || frame.windowHeight() != crop.height()) {
            throw new IllegalArgumentException(
                    "frame must be that of a window of " + crop.width() + " x " + crop.height() + ", got " + frame);
        }
        if (!crop.contains(part)) {
            throw new IllegalArgumentException("part " + part + " must lie in the crop " + crop);
        }
        this.levels = levels;
        this.gridWidth = gridWidth;
        this.gridHeight = gridHeight;
        this.columns = taps(
                upscaling,
                gridWidth,
                frame.inputWidth(),
                part.x() - crop.x(),
                part.width(),
                frame.scaleX(),
                frame.padLeft(),
                frame.imageWidth());
        this.rows = taps(
                upscaling,
                gridHeight,
                frame.inputHeight(),
                part.y() - crop.y(),
                part.height(),
                frame.scaleY(),
                frame.padTop(),
                frame.imageHeight());
        this.least = new float[gridWidth];
        this.greatest = new float[gridWidth];
        this.mixed = new float[gridWidth];
        this.mask = new BitMask(part.x(), part.y(), part.width(), part.height());
    }

    private static AxisTaps taps(
            Upscaling upscaling, int cells, int input, int from, int pixels, double scale, int padding, int image) {
        double cellsPerInput = (double) cells / input;
        double offset = padding + from * scale;
        return switch (upscaling) {
            case VIA_INPUT ->
                new AxisTaps(
                        new LinearSampling(input, cellsPerInput, 0, 0, cells - 1),
                        new LinearSampling(pixels, scale, offset, padding, padding + image - 1));
            case DIRECT -> {
                int first = (int) Math.floor(padding * cellsPerInput);
                int last = (int) Math.ceil((padding + image) * cellsPerInput) - 1;
                yield new AxisTaps(
                        new LinearSampling(cells, 1, 0, 0, cells - 1),
                        new LinearSampling(
                                pixels,
                                scale * cellsPerInput,
                                offset * cellsPerInput,
                                first,
                                Math.max(first, Math.min(last, cells - 1))));
            }
        };
    }

    /** Whether planes are those of a grid of this size. */
    boolean fits(int width, int height) {
        return gridWidth == width && gridHeight == height;
    }

    /**
     * Looks at a plane; what it finds can be asked for until the next one.
     *
     * @param plane cells of the grid, row by row, finite; not changed, and not used after that
     */
    void scan(float[] plane) {
        float magnitude = magnitude(plane);
        cells = plane;
        raisedArea = 0;
        loweredArea = 0;
        Arrays.fill(mask.words(), 0);
        float slack = SLACK * magnitude;
        for (int group = 0; group < rows.groups(); group++) {
            scanRows(rows.groupStart(group), rows.groupStart(group + 1), levels.raised + slack, levels.lowered - slack);
        }
    }

    /** Greatest absolute value of a plane; NaN or infinite when one of its values is. */
    static float magnitude(float[] plane) {
        // Without their sign, the bits of floating point numbers are in the order of the numbers, NaN above all.
        int most = 0;
        for (float cell : plane) {
            most = Math.max(most, Float.floatToRawIntBits(cell) & Integer.MAX_VALUE);
        }
        return Float.intBitsToFloat(most);
    }

    /** Pixels above the raised level as a share of those above the lowered one; NaN when there is none. */
    float stabilityScore() {
        // Single precision, as the reference has it: it decides masks that lie on the threshold.
        return (float) raisedArea / (float) loweredArea;
    }

    /** The pixels above the level of the mask, in the frame of the window; nothing when there is none. */
    Optional<BitMask> mask() {
        return mask.trimmed();
    }

    /** Rows that are made of the same cells. */
    private void scanRows(int top, int bottom, float above, float below) {
        int firstRow = rows.first(top);
        if (!bound(firstRow, rows.taps(top), below)) {
            return;
        }
        int start = 0;
        Patch run = patch(0, above, below);
        for (int group = 1; group < columns.groups(); group++) {
            int column = columns.groupStart(group);
            Patch patch = patch(column, above, below);
            if (patch != run) {
                scanRun(run, top, bottom, start, column);
                run = patch;
                start = column;
            }
        }
        scanRun(run, top, bottom, start, columns.count());
    }

    /**
     * Sets {@link #least} and {@link #greatest} for some rows of cells.
     *
     * @return false when no cell reaches {@code below}, as in most rows that an object is not in
     */
    private boolean bound(int firstRow, int count, float below) {
        System.arraycopy(cells, firstRow * gridWidth, least, 0, gridWidth);
        System.arraycopy(least, 0, greatest, 0, gridWidth);
        for (int k = 1; k < count; k++) {
            int line = (firstRow + k) * gridWidth;
            for (int i = 0; i < gridWidth; i++) {
                least[i] = Math.min(least[i], cells[line + i]);
                greatest[i] = Math.max(greatest[i], cells[line + i]);
            }
        }
        for (float cell : greatest) {
            if (cell >= below) {
                return true;
            }
        }
        return false;
    }

    /** What the cells of a pixel's column group tell of the rows whose {@link #least} and {@link #greatest} are set. */
    private Patch patch(int column, float above, float below) {
        int cell = columns.first(column);
        float low = least[cell];
        float high = greatest[cell];
        for (int k = 1; k < columns.taps(column); k++) {
            // Comparing is faster than Math.min, which has to think of NaN and -0.
            low = least[cell + k] < low ? least[cell + k] : low;
            high = greatest[cell + k] > high ? greatest[cell + k] : high;
        }
        if (low > above) {
            return Patch.ABOVE;
        }
        return high < below ? Patch.BELOW : Patch.MIXED;
    }

    private void scanRun(Patch patch, int top, int bottom, int left, int right) {
        switch (patch) {
            case ABOVE -> {
                long area = (long) (bottom - top) * (right - left);
                raisedArea += area;
                loweredArea += area;
                for (int row = top; row < bottom; row++) {
                    mask.setRun(row, left, right);
                }
            }
            case BELOW -> {}
            case MIXED -> {
                for (int row = top; row < bottom; row++) {
                    mixCells(row, columns.first(left), columns.first(right - 1) + columns.taps(right - 1));
                    comparePixels(row, left, right);
                }
            }
        }
    }

    /** Interpolates between rows of cells, for some columns of them. */
    private void mixCells(int row, int from, int to) {
        int base = rows.first(row) * gridWidth;
        System.arraycopy(cells, base + from, mixed, from, to - from);
        for (int k = 1; k < rows.taps(row); k++) {
            float weight = rows.weight(row, k);
            int line = base + k * gridWidth;
            for (int i = from; i < to; i++) {
                mixed[i] += weight * (cells[line + i] - cells[base + i]);
            }
        }
    }

    private void comparePixels(int row, int left, int right) {
        long[] words = mask.words();
        int base = row * mask.stride();
        int raised = 0;
        int lowered = 0;
        for (int column = left; column < right; column++) {
            float logit = logit(column);
            raised += logit > levels.raised ? 1 : 0;
            lowered += logit > levels.lowered ? 1 : 0;
            if (logit > levels.mask) {
                words[base + (column >>> 6)] |= 1L << column;
            }
        }
        raisedArea += raised;
        loweredArea += lowered;
    }

    /** Interpolates between mixed cells. */
    private float logit(int column) {
        int cell = columns.first(column);
        float origin = mixed[cell];
        float logit = origin;
        for (int k = 1; k < columns.taps(column); k++) {
            logit += columns.weight(column, k) * (mixed[cell + k] - origin);
        }
        return logit;
    }
}
