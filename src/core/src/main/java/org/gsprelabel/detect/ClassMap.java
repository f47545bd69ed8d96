package org.gsprelabel.detect;

import java.util.List;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.ConnectedComponents;

/**
 * The pixels of a window that belong to a class, to be taken apart into objects.
 *
 * @param classIndex index into the model's classes
 * @param mask as large as the window
 */
record ClassMap(int classIndex, BitMask mask) {

    /** How far rounding, in half precision at worst, may lift a probability above 1. */
    private static final double MAX_PROBABILITY = 1.001;

    /**
     * Adds a detection for each 4-connected component, in scan order, with the mean of its pixels' probabilities as
     * score. Those below the least score are counted.
     *
     * @param tensor name of the output, for messages
     * @param probabilities one for each pixel of the window, row by row; those of pixels outside the mask do not matter
     */
    void detect(
            String tensor,
            float[] probabilities,
            double minConfidence,
            List<Detection> detections,
            RejectionCounts rejections) {
        for (BitMask component : ConnectedComponents.of(mask)) {
            double mean = mean(component, probabilities);
            if (!(mean >= 0 && mean <= MAX_PROBABILITY)) {
                throw new ModelException("output tensor '" + tensor
                        + "' must hold probabilities from 0 to 1 as output.activation says, found a mean of " + mean
                        + " over an object");
            }
            if (mean < minConfidence) {
                rejections.add(Rejection.LOW_CONFIDENCE);
            } else {
                detections.add(new Detection(classIndex, Math.min(1, mean), new Shape.OfMask(component)));
            }
        }
    }

    private double mean(BitMask component, float[] probabilities) {
        long[] words = component.words();
        double sum = 0;
        long pixels = 0;
        for (int row = 0; row < component.height(); row++) {
            int line = (component.y() + row) * mask.width() + component.x();
            for (int i = 0; i < component.stride(); i++) {
                long word = words[row * component.stride() + i];
                pixels += Long.bitCount(word);
                for (; word != 0; word &= word - 1) {
                    sum += probabilities[line + (i << 6) + Long.numberOfTrailingZeros(word)];
                }
            }
        }
        return sum / pixels;
    }
}
