package org.gsprelabel.detect;

/** The logistic function, 1 / (1 + e^-x): what turns a logit into a probability where classes do not exclude each other. */
final class Logistic {

    private Logistic() {}

    /** From 0 to 1; NaN for NaN. */
    static float of(float logit) {
        if (Float.isNaN(logit)) {
            return Float.NaN;
        }
        double power = Exponential.ofNonPositive(-Math.abs(logit));
        return (float) (logit >= 0 ? 1 / (1 + power) : power / (1 + power));
    }
}
