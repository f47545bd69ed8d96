package org.gsprelabel.testdata.scenery;

/**
 * The inside of a block, between its pavements, in lattice coordinates.
 *
 * @param seed the block's own seed
 */
record Lot(long seed, int column, int row, double minU, double maxU, double minV, double maxV) {

    static Lot of(long seed, int column, int row) {
        return new Lot(
                Noise.hash(seed, column, row),
                column,
                row,
                column * StreetGrid.BLOCK_U + StreetGrid.halfWidth(column) + StreetGrid.PAVEMENT,
                (column + 1) * StreetGrid.BLOCK_U - StreetGrid.halfWidth(column + 1) - StreetGrid.PAVEMENT,
                row * StreetGrid.BLOCK_V + StreetGrid.halfWidth(row) + StreetGrid.PAVEMENT,
                (row + 1) * StreetGrid.BLOCK_V - StreetGrid.halfWidth(row + 1) - StreetGrid.PAVEMENT);
    }

    /** A number from [0, 1) that belongs to this block. */
    double unit(long a, long b) {
        return Noise.unit(seed, a, b);
    }

    /** Garden plots in each of the two rows. */
    int plots() {
        return unit(1, 1) < 0.45 ? 4 : 5;
    }

    double width() {
        return maxU - minU;
    }

    double depth() {
        return maxV - minV;
    }

    double middleV() {
        return (minV + maxV) / 2;
    }

    /** The number of the plot, from 0, that a lattice position is in; the far row counts on. */
    int plotAt(double u, double v) {
        int column = (int) Math.floor((u - minU) / width() * plots());
        return Math.max(0, Math.min(plots() - 1, column)) + (v < middleV() ? 0 : plots());
    }

    /** Middle of a plot along the street. */
    double plotU(int plot) {
        return minU + (plot % plots() + 0.5) * width() / plots();
    }

    /** Where in the plot its drive leaves the street, along the street. */
    double driveU(int plot) {
        return plotU(plot) + (unit(20, plot) - 0.5) * 0.4 * width() / plots();
    }
}
