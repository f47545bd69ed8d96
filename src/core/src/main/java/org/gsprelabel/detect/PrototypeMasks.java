package org.gsprelabel.detect;

import java.util.Optional;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.tensor.InputFrame;
import org.gsprelabel.tensor.LinearSampling;
import org.gsprelabel.tensor.Tensor;
import org.gsprelabel.vectorize.BitMask;

/**
 * Masks of one item as weighted sums of its prototypes {@code [N,m,h,w]}, in native quality: the sum on the prototype
 * grid, letterbox padding cut off, bilinear to window pixels, foreground where it is positive, cropped to the box (D.
 * Bolya et al., "YOLACT: Real-time Instance Segmentation", ICCV 2019; {@code retina_masks} of Ultralytics). Only what lies
 * in the box is computed.
 *
 * <p>A pixel is in the box when its centre is. The other way of Ultralytics, {@code process_mask}, crops on the prototype
 * grid before it interpolates, which cuts masks in steps of a grid cell; it is faster there and nothing else.
 */
final class PrototypeMasks {

    private final float[] prototypes;
    private final int height;
    private final int width;
    private final InputFrame frame;

    PrototypeMasks(Tensor tensor, int item, InputFrame frame) {
        this.height = tensor.size(2);
        this.width = tensor.size(3);
        this.prototypes = new float[tensor.size(1) * height * width];
        this.frame = frame;
        tensor.data().get(item * prototypes.length, prototypes);
    }

    /**
     * The mask of a detection; empty when it has no pixel, or a number that is none, which is counted.
     *
     * @param coefficients one for each prototype
     * @param box in window pixels, inside the window
     */
    Optional<BitMask> assemble(float[] coefficients, Box box, RejectionCounts rejections) {
        int left = firstPixel(box.minX());
        int top = firstPixel(box.minY());
        int right = firstPixel(box.maxX());
        int bottom = firstPixel(box.maxY());
        if (left >= right || top >= bottom) {
            rejections.add(Rejection.EMPTY_SHAPE);
            return Optional.empty();
        }
        LinearSampling columns = OutputSampling.columns(frame, width, left, right - left);
        LinearSampling rows = OutputSampling.rows(frame, height, top, bottom - top);
        int firstColumn = columns.lower(0);
        int firstRow = rows.lower(0);
        int patchWidth = columns.upper(columns.count() - 1) - firstColumn + 1;
        int patchHeight = rows.upper(rows.count() - 1) - firstRow + 1;
        float[] logits = logits(coefficients, firstColumn, firstRow, patchWidth, patchHeight);
        if (!allFinite(logits)) {
            rejections.add(Rejection.NOT_FINITE);
            return Optional.empty();
        }
        BitMask mask = new BitMask(left, top, right - left, bottom - top);
        float[] mixed = new float[patchWidth];
        float[] line = new float[mask.width()];
        long any = 0;
        for (int row = 0; row < mask.height(); row++) {
            rows.across(row, logits, patchWidth, firstRow, mixed);
            columns.along(mixed, firstColumn, line, 0);
            any |= setPositive(mask, row, line);
        }
        if (any == 0) {
            rejections.add(Rejection.EMPTY_SHAPE);
            return Optional.empty();
        }
        return Optional.of(mask);
    }

    /** The first pixel whose centre is not left of (or above) a coordinate. */
    private static int firstPixel(double coordinate) {
        return (int) Math.ceil(coordinate - 0.5);
    }

    private float[] logits(float[] coefficients, int left, int top, int patchWidth, int patchHeight) {
        float[] logits = new float[patchWidth * patchHeight];
        for (int k = 0; k < coefficients.length; k++) {
            float coefficient = coefficients[k];
            for (int row = 0; row < patchHeight; row++) {
                int from = (k * height + top + row) * width + left;
                int to = row * patchWidth;
                for (int i = 0; i < patchWidth; i++) {
                    logits[to + i] += coefficient * prototypes[from + i];
                }
            }
        }
        return logits;
    }

    private static boolean allFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static long setPositive(BitMask mask, int row, float[] line) {
        long[] words = mask.words();
        int base = row * mask.stride();
        long any = 0;
        for (int start = 0; start < line.length; start += 64) {
            int count = Math.min(64, line.length - start);
            long word = 0;
            for (int bit = 0; bit < count; bit++) {
                if (line[start + bit] > 0) {
                    word |= 1L << bit;
                }
            }
            words[base + (start >>> 6)] = word;
            any |= word;
        }
        return any;
    }
}
