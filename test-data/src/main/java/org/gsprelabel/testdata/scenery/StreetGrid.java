package org.gsprelabel.testdata.scenery;

import org.locationtech.jts.geom.Coordinate;

/**
 * The bent lattice of streets. A position has lattice coordinates (u, v) in pixels; streets have their axes where u is a
 * multiple of {@link #BLOCK_U} or v a multiple of {@link #BLOCK_V}.
 */
final class StreetGrid {

    /** Pixels from street axis to street axis along u. */
    static final double BLOCK_U = 400;
    /** Pixels from street axis to street axis along v. */
    static final double BLOCK_V = 310;
    /** Width of the pavement on each side of a street, in pixels. */
    static final double PAVEMENT = 5;

    private static final double ANGLE = 0.23;
    private static final double COS = StrictMath.cos(ANGLE);
    private static final double SIN = StrictMath.sin(ANGLE);
    private static final double BEND = 170;
    private static final double BEND_PERIOD = 700;

    private final long bendU;
    private final long bendV;

    StreetGrid(long seed) {
        this.bendU = Noise.hash(seed, 1, 1);
        this.bendV = Noise.hash(seed, 1, 2);
    }

    double u(double x, double y) {
        return COS * x + SIN * y + BEND * Noise.curve(bendU, (COS * y - SIN * x) / BEND_PERIOD);
    }

    double v(double x, double y) {
        return COS * y - SIN * x + BEND * Noise.curve(bendV, (COS * x + SIN * y) / BEND_PERIOD);
    }

    /** The position with the lattice coordinates given. */
    Coordinate position(double u, double v) {
        double xr = u;
        double yr = v;
        // The bend is a contraction (slopes stay below 0.25), so that this converges to the last bit that matters.
        for (int i = 0; i < 12; i++) {
            xr = u - BEND * Noise.curve(bendU, yr / BEND_PERIOD);
            yr = v - BEND * Noise.curve(bendV, xr / BEND_PERIOD);
        }
        return new Coordinate(COS * xr - SIN * yr, SIN * xr + COS * yr);
    }

    /** Direction of growing u at a place, in radians from the x axis towards y. */
    double direction(double u, double v) {
        Coordinate a = position(u - 4, v);
        Coordinate b = position(u + 4, v);
        return StrictMath.atan2(b.y - a.y, b.x - a.x);
    }

    /** Half the width of the asphalt of street number {@code index}; every fourth street is a main road. */
    static double halfWidth(int index) {
        return Math.floorMod(index, 4) == 0 ? 15 : 10;
    }

    /** Lattice columns whose blocks may have something in a window. */
    IntRange columns(Window window, double margin) {
        double low = COS * window.x() + SIN * window.y();
        double high = COS * window.right() + SIN * window.bottom();
        return range(low, high, margin, BLOCK_U);
    }

    /** Lattice rows whose blocks may have something in a window. */
    IntRange rows(Window window, double margin) {
        double low = COS * window.y() - SIN * window.right();
        double high = COS * window.bottom() - SIN * window.x();
        return range(low, high, margin, BLOCK_V);
    }

    private static IntRange range(double low, double high, double margin, double block) {
        return new IntRange(
                (int) Math.floor((low - BEND - margin) / block), (int) Math.floor((high + BEND + margin) / block));
    }

    /** Whole numbers from {@code first} to {@code last}, both included. */
    record IntRange(int first, int last) {}
}
