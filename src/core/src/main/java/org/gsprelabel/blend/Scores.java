package org.gsprelabel.blend;

/** Scores as whole numbers of 16 bits. */
final class Scores {

    /** The score 1. Even, so that one half is a whole number, too. */
    static final int FULL = 65534;

    /** The score 0.5. */
    static final int HALF = FULL / 2;

    /** No score: what a model gave was no finite number. */
    static final int NONE = 65535;

    private Scores() {}

    /** The nearest whole number of a score from 0 to 1; {@link #NONE} for NaN. */
    static int of(float score) {
        return Float.isNaN(score) ? NONE : (int) (score * (double) FULL + 0.5);
    }
}
