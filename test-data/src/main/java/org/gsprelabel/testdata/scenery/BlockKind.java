package org.gsprelabel.testdata.scenery;

/** What a block is used for. */
enum BlockKind {
    /** Houses with gardens in two rows. */
    HOUSES,
    /** A few large buildings: L and U shapes, courtyards, slabs. */
    ESTATE,
    /** Grass and trees. */
    PARK,
    /** Crops in rows. */
    FIELD;

    static BlockKind of(long seed, int column, int row) {
        double r = Noise.unit(seed, column, row);
        if (r < 0.60) {
            return HOUSES;
        }
        if (r < 0.84) {
            return ESTATE;
        }
        return r < 0.93 ? PARK : FIELD;
    }
}
