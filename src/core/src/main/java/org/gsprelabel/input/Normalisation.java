package org.gsprelabel.input;

import org.gsprelabel.model.ImageSpec;

/**
 * {@code (unit * scale - mean) / std} of one channel, in float arithmetic.
 *
 * @param std not 0
 */
record Normalisation(float scale, float mean, float std) {

    static Normalisation of(ImageSpec image, int channel) {
        return new Normalisation((float) image.scale(), (float) image.mean(channel), (float) image.std(channel));
    }

    float of(float unit) {
        return (unit * scale - mean) / std;
    }

    /** Replaces the units from one index to another by their normalised values. */
    void apply(float[] units, int from, int to) {
        for (int i = from; i < to; i++) {
            units[i] = of(units[i]);
        }
    }
}
