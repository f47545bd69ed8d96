package org.gsprelabel.testdata.scenery;

/** A round tree crown; {@code tone} from 0 (dark) to 1 (light). */
record Tree(double x, double y, double radius, double tone, long seed) {

    /** The part of the pixel around a place that the crown hides, 0 to 1; its outline is ragged. */
    double coverage(double px, double py) {
        double dx = px - x;
        double dy = py - y;
        double ragged = radius * (0.9 + 0.1 * Noise.value(seed, px / 3.5, py / 3.5));
        return Math.max(0, Math.min(1, ragged - Math.sqrt(dx * dx + dy * dy) + 0.5));
    }

    Rgb colourAt(double px, double py) {
        double dx = (px - x) / radius;
        double dy = (py - y) / radius;
        double lit = 0.80 + 0.26 * (dx * Sun.X + dy * Sun.Y) + 0.12 * (1 - dx * dx - dy * dy);
        double leaves = 1 + 0.22 * Noise.value(seed, px / 2.6, py / 2.6) + 0.14 * Noise.value(seed + 1, px / 6, py / 6);
        Rgb dark = new Rgb(46, 72, 38);
        Rgb light = new Rgb(82, 108, 50);
        return dark.mix(light, tone).times(lit * leaves);
    }
}
