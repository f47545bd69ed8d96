package org.gsprelabel.detect;

/** The logistic function, the same on every platform; the relative error is less than 1e-7. */
final class Sigmoid {

    private Sigmoid() {}

    /** 1 / (1 + e^-x): from 0 for minus infinity to 1; NaN for NaN. */
    static double of(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        double small = Exponential.ofNonPositive(-Math.abs(x));
        return x >= 0 ? 1 / (1 + small) : small / (1 + small);
    }
}
