package org.gsprelabel.testdata.scenery;

/** Hashes and smooth noise that need no state: every value follows from a seed and a position. */
final class Noise {

    private Noise() {}

    /** A 64-bit hash of a seed and two integers (the finaliser of SplitMix64, applied to each in turn). */
    static long hash(long seed, long a, long b) {
        return mix(mix(seed + 0x9E3779B97F4A7C15L * (a + 1)) + 0xD1B54A32D192ED03L * (b + 1));
    }

    /** A number from [0, 1) that follows from a seed and two integers. */
    static double unit(long seed, long a, long b) {
        return (hash(seed, a, b) >>> 11) * 0x1p-53;
    }

    /** Value noise in [-1, 1] with one random value per unit square, interpolated with a smoothstep. */
    static double value(long seed, double x, double y) {
        double fx = Math.floor(x);
        double fy = Math.floor(y);
        long ix = (long) fx;
        long iy = (long) fy;
        double sx = smooth(x - fx);
        double sy = smooth(y - fy);
        double top = lerp(unit(seed, ix, iy), unit(seed, ix + 1, iy), sx);
        double bottom = lerp(unit(seed, ix, iy + 1), unit(seed, ix + 1, iy + 1), sx);
        return 2 * lerp(top, bottom, sy) - 1;
    }

    /** A smooth curve in [-1, 1]: the uniform cubic B-spline over one random value per unit. */
    static double curve(long seed, double t) {
        double ft = Math.floor(t);
        long i = (long) ft;
        double f = t - ft;
        double g = 1 - f;
        double sum = g * g * g * unit(seed, i - 1, 0)
                + (3 * f * f * f - 6 * f * f + 4) * unit(seed, i, 0)
                + (3 * g * g * g - 6 * g * g + 4) * unit(seed, i + 1, 0)
                + f * f * f * unit(seed, i + 2, 0);
        return sum / 3 - 1;
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double lerp(double a, double b, double t) {
        return a + (b - a) * t;
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
