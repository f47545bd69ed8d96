package org.gsprelabel.testdata.scenery;

import java.util.List;

/** A car on a street: a small rectangle that a model must not take for a roof. */
record Car(double x, double y, double angle, Rgb colour) {

    private static final double LENGTH = 13.5;
    private static final double WIDTH = 5.8;

    List<double[]> body() {
        return List.of(box(-LENGTH / 2, LENGTH / 2, WIDTH));
    }

    /** Windscreen and rear window. */
    List<double[]> glass() {
        return List.of(box(1.2, 3.2, WIDTH - 1), box(-5.2, -3.9, WIDTH - 1));
    }

    private double[] box(double from, double to, double width) {
        double c = StrictMath.cos(angle);
        double s = StrictMath.sin(angle);
        double half = width / 2;
        double[] local = {from, -half, to, -half, to, half, from, half, from, -half};
        double[] ring = new double[local.length];
        for (int i = 0; i < local.length; i += 2) {
            ring[i] = x + c * local[i] - s * local[i + 1];
            ring[i + 1] = y + s * local[i] + c * local[i + 1];
        }
        return ring;
    }
}
