package org.gsprelabel.testdata.scenery;

/** The ground without what stands on it: streets with pavements, gardens, yards, parks and fields. */
final class Ground {

    private static final Rgb ASPHALT = new Rgb(98, 97, 97);
    private static final Rgb PAVEMENT = new Rgb(146, 139, 126);
    private static final Rgb PAINT = new Rgb(190, 186, 172);
    private static final Rgb YARD = new Rgb(138, 130, 116);
    private static final Rgb LAWN = new Rgb(98, 120, 66);
    private static final Rgb MEADOW = new Rgb(128, 132, 80);
    private static final Rgb DRY = new Rgb(150, 140, 96);
    private static final Rgb HEDGE = new Rgb(58, 80, 44);
    private static final Rgb SOIL = new Rgb(126, 108, 82);

    private final long seed;
    private final StreetGrid grid;
    private final long kinds;

    Ground(long seed, StreetGrid grid, long kinds) {
        this.seed = seed;
        this.grid = grid;
        this.kinds = kinds;
    }

    Rgb colourAt(double x, double y) {
        double u = grid.u(x, y);
        double v = grid.v(x, y);
        int nearU = (int) Math.floor(u / StreetGrid.BLOCK_U + 0.5);
        int nearV = (int) Math.floor(v / StreetGrid.BLOCK_V + 0.5);
        double fromU = Math.abs(u - nearU * StreetGrid.BLOCK_U);
        double fromV = Math.abs(v - nearV * StreetGrid.BLOCK_V);
        double kerbU = fromU - StreetGrid.halfWidth(nearU);
        double kerbV = fromV - StreetGrid.halfWidth(nearV);
        if (kerbU < 0 || kerbV < 0) {
            return street(x, y, u, v, kerbU, kerbV, fromU, fromV);
        }
        if (kerbU < StreetGrid.PAVEMENT || kerbV < StreetGrid.PAVEMENT) {
            double kerb = Math.min(kerbU, kerbV) < 1 ? 1.1 : 1;
            return PAVEMENT.times(kerb * (1 + grain(x, y, 0.04)));
        }
        int column = (int) Math.floor(u / StreetGrid.BLOCK_U);
        int row = (int) Math.floor(v / StreetGrid.BLOCK_V);
        Lot lot = Lot.of(seed, column, row);
        return switch (BlockKind.of(kinds, column, row)) {
            case HOUSES -> garden(lot, x, y, u, v);
            case ESTATE -> yard(x, y);
            case PARK -> grass(x, y, 0.35 * Noise.value(seed + 11, x / 70, y / 70));
            case FIELD -> field(lot, x, y, u, v);
        };
    }

    private Rgb street(double x, double y, double u, double v, double kerbU, double kerbV, double fromU, double fromV) {
        double wear = 0.05 * Noise.value(seed + 2, x / 40, y / 40) + grain(x, y, 0.05);
        boolean crossing = kerbU < 4 && kerbV < 4;
        boolean middle = kerbU < 0 ? fromU < 0.9 : fromV < 0.9;
        double along = (kerbU < 0 ? v : u) / 16;
        if (!crossing && middle && along - Math.floor(along) < 0.6) {
            return PAINT.times(1 + wear);
        }
        return ASPHALT.times(1 + wear);
    }

    private Rgb garden(Lot lot, double x, double y, double u, double v) {
        int plot = lot.plotAt(u, v);
        double plotWidth = lot.width() / lot.plots();
        double fromBorder = plotWidth / 2 - Math.abs(u - lot.plotU(plot));
        double fromStreet = Math.min(v - lot.minV(), lot.maxV() - v);
        if (Math.abs(u - lot.driveU(plot)) < 5 && fromStreet < 40) {
            return YARD.times(1.06 + grain(x, y, 0.05));
        }
        double ragged = 1.3 * Noise.value(seed + 3, x / 5, y / 5);
        if (fromBorder < 2.2 + ragged || Math.abs(v - lot.middleV()) < 2.2 + ragged) {
            return HEDGE.times(1 + grain(x, y, 0.22));
        }
        return grass(x, y, 1.1 * (lot.unit(20, plot) - 0.4));
    }

    private Rgb yard(double x, double y) {
        double paved = Noise.value(seed + 4, x / 90, y / 90) + 0.35 * Noise.value(seed + 5, x / 22, y / 22);
        if (paved > 0.12) {
            return YARD.times(1 + grain(x, y, 0.06) + 0.05 * Noise.value(seed + 6, x / 30, y / 30));
        }
        return grass(x, y, 0.4);
    }

    /** @param dryness about -1 (lush) to 1 (dry) */
    private Rgb grass(double x, double y, double dryness) {
        double patch = 0.45 * Noise.value(seed + 7, x / 46, y / 46) + 0.3 * Noise.value(seed + 8, x / 15, y / 15);
        double dry = Math.max(0, Math.min(1, 0.35 + 0.5 * (dryness + patch)));
        Rgb base = dry < 0.5 ? LAWN.mix(MEADOW, 2 * dry) : MEADOW.mix(DRY, 2 * dry - 1);
        return base.times(1 + grain(x, y, 0.13) + 0.05 * Noise.value(seed + 9, x / 6, y / 6));
    }

    private Rgb field(Lot lot, double x, double y, double u, double v) {
        boolean first = u - lot.minU() < lot.width() * (0.35 + 0.3 * lot.unit(70, 0));
        double crop = lot.unit(71, first ? 0 : 1);
        double across = (crop < 0.5 ? u : v) / 6.4;
        double furrow = across - Math.floor(across) < 0.4 ? 0.90 : 1.03;
        double growth = 0.10 * Noise.value(seed + 10, x / 60, y / 60);
        Rgb base = crop < 0.35 ? SOIL : crop < 0.7 ? DRY.mix(MEADOW, 0.3) : LAWN.mix(MEADOW, 0.3);
        return base.times(furrow * (1 + growth + grain(x, y, 0.08)));
    }

    private double grain(double x, double y, double amount) {
        return amount * (0.6 * Noise.value(seed + 20, x / 1.3, y / 1.3) + 0.5 * Noise.value(seed + 21, x / 3, y / 3));
    }
}
