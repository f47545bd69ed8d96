package org.gsprelabel.detect;

/**
 * The exponential function of numbers up to 0, for the millions of probabilities of a class map: twice as fast as {@link
 * Math#exp} and, other than that, the same on every platform. The relative error is less than 1e-8, well below the
 * rounding of a float.
 */
final class Exponential {

    /** Below this the result is lost in the rounding of a sum that is at least 1. */
    private static final double NEGLIGIBLE = -40;

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN_2 = 0.6931471805599453;

    private Exponential() {}

    /**
     * e to the power of x; 0 for x below -40.
     *
     * @param x at most 0
     */
    static double ofNonPositive(double x) {
        if (x < NEGLIGIBLE) {
            return 0;
        }
        // e^x = 2^k * e^r with |r| <= ln(2) / 2, where eight terms of the Taylor series are enough.
        double k = Math.rint(x * LOG2_E);
        double r = x - k * LN_2;
        double taylor = 1
                + r
                        * (1
                                + r
                                        * (1 / 2.0
                                                + r
                                                        * (1 / 6.0
                                                                + r
                                                                        * (1 / 24.0
                                                                                + r
                                                                                        * (1 / 120.0
                                                                                                + r
                                                                                                        * (1 / 720.0
                                                                                                                + r
                                                                                                                        / 5040))))));
        return taylor * Double.longBitsToDouble(((long) k + 1023) << 52);
    }
}
