package org.gsprelabel.detect;

import org.gsprelabel.model.OutputSpec.Activation;
import org.gsprelabel.vectorize.BitMask;

/**
 * Decides for one class alone whether a pixel belongs to it: where its probability is above one half, that is where its
 * logit is positive.
 *
 * @param activation what the graph has applied
 */
record ThresholdClassifier(Activation activation) {

    /**
     * Sets the pixels of the class.
     *
     * @param mask an empty one, as large as the window
     * @param probabilities where those of the pixels set are put, row by row
     * @return whether all values are finite; pixels where they are not stay unset
     */
    boolean classify(ScoreRows logits, int channel, BitMask mask, float[] probabilities) {
        boolean isLogit = activation == Activation.NONE;
        float threshold = isLogit ? 0 : 0.5f;
        int width = mask.width();
        float[] line = new float[width];
        long[] words = mask.words();
        boolean finite = true;
        for (int row = 0; row < mask.height(); row++) {
            logits.read(channel, row, line);
            for (int start = 0; start < width; start += 64) {
                int count = Math.min(64, width - start);
                long word = 0;
                for (int bit = 0; bit < count; bit++) {
                    float value = line[start + bit];
                    finite &= Math.abs(value) <= Float.MAX_VALUE;
                    if (value > threshold && value <= Float.MAX_VALUE) {
                        word |= 1L << bit;
                    }
                }
                words[row * mask.stride() + (start >>> 6)] = word;
                for (; word != 0; word &= word - 1) {
                    int column = start + Long.numberOfTrailingZeros(word);
                    float value = line[column];
                    probabilities[row * width + column] = isLogit ? (float) Sigmoid.of(value) : value;
                }
            }
        }
        return finite;
    }
}
