package org.gsprelabel.remote;

/**
 * IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. Java has conversions from version 20 on only.
 *
 * @see <a href="https://ieeexplore.ieee.org/document/8766229">IEEE 754-2019, 3.6</a>
 */
final class Float16 {

    private static final int INFINITY = 0x7c00;
    private static final int SIGN = 0x8000;
    /** Bits of the fraction that a float has and a binary16 has not. */
    private static final int DROPPED = 13;
    /** Difference of the exponents' biases, 127 - 15. */
    private static final int BIAS = 112;

    private Float16() {}

    /** Nearest binary16, ties to even; from 65520 on infinite. NaN stays NaN. */
    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & SIGN;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | INFINITY | 0x200 | (magnitude >>> DROPPED & 0x3ff));
        }
        int exponent = magnitude >>> 23;
        if (exponent >= 127 + 16) {
            return (short) (sign | INFINITY);
        }
        if (exponent > BIAS) {
            // a carry out of the fraction raises the exponent, up to infinity, as it should
            return (short) (sign | rounded(magnitude - (BIAS << 23), DROPPED));
        }
        // subnormal: a multiple of 2^-24; below half of that, 0
        int shift = DROPPED + 1 + BIAS - exponent;
        return (short) (shift > 24 ? sign : sign | rounded((magnitude & 0x7fffff) | 0x800000, shift));
    }

    /** The same number as a float; exact. */
    static float toFloat(short half) {
        int sign = (half & SIGN) << 16;
        int exponent = (half >>> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int widened = exponent == 0x1f ? 0xff : exponent + BIAS;
        return Float.intBitsToFloat(sign | widened << 23 | fraction << DROPPED);
    }

    /** Divides by a power of two, to the nearest, ties to even. */
    private static int rounded(int value, int shift) {
        int half = 1 << (shift - 1);
        int odd = (value >>> shift) & 1;
        return (value + half - 1 + odd) >>> shift;
    }
}
