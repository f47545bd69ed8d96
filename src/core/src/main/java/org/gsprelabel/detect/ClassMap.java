package org.gsprelabel.detect;

import java.util.List;
import org.gsprelabel.candidate.Rejection;
import org.gsprelabel.candidate.RejectionCounts;
import org.gsprelabel.model.ModelException;
import org.gsprelabel.tile.PixelRect;
import org.gsprelabel.vectorize.BitMask;
import org.gsprelabel.vectorize.ConnectedComponents;
import org.gsprelabel.vectorize.Connectivity;
import org.gsprelabel.vectorize.MaskCleaning;

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
     * Adds a detection for each component of the cleaned mask, in scan order, with the mean of the probabilities of the
     * pixels that the model gave it as score. Those below the least score are counted, and so are components that cleaning
     * leaves nothing of.
     *
     * @param tensor name of the output, for messages
     * @param cleaning what is done to the mask first; nothing is known beyond its frame
     * @param connectivity which pixels of a component are neighbours
     * @param probabilities one for each pixel of the window, row by row; those of pixels outside the mask do not matter
     */
    void detect(
            String tensor,
            MaskCleaning cleaning,
            Connectivity connectivity,
            float[] probabilities,
            double minConfidence,
            List<Detection> detections,
            RejectionCounts rejections) {
        for (BitMask component : ConnectedComponents.of(cleaned(cleaning, connectivity, rejections), connectivity)) {
            double mean = mean(component, probabilities);
            if (Double.isNaN(mean) && mask.sharedPixels(component) == 0) {
                rejections.add(Rejection.EMPTY_SHAPE);
                continue;
            }
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

    private BitMask cleaned(MaskCleaning cleaning, Connectivity connectivity, RejectionCounts rejections) {
        if (cleaning.isNone()) {
            return mask;
        }
        BitMask cleaned = cleaning.apply(mask, new PixelRect(mask.x(), mask.y(), mask.width(), mask.height()));
        for (BitMask component : ConnectedComponents.of(mask, connectivity)) {
            rejections.add(Rejection.CLEANED_AWAY, component.sharedPixels(cleaned) == 0 ? 1 : 0);
        }
        return cleaned;
    }

    /** Of the pixels of a component that the model gave to the class; NaN where there is none. */
    private double mean(BitMask component, float[] probabilities) {
        long[] words = component.words();
        double sum = 0;
        long pixels = 0;
        for (int row = 0; row < component.height(); row++) {
            int line = (component.y() + row) * mask.width() + component.x();
            for (int i = 0; i < component.stride(); i++) {
                long word =
                        words[row * component.stride() + i] & mask.bits(component.y() + row, component.x() + (i << 6));
                pixels += Long.bitCount(word);
                for (; word != 0; word &= word - 1) {
                    sum += probabilities[line + (i << 6) + Long.numberOfTrailingZeros(word)];
                }
            }
        }
        return sum / pixels;
    }
}
