package org.gsprelabel.acceptance.wire;

/**
 * How the pixels of a TIFF are cut into blocks.
 *
 * @param blockWidth 0 for strips, which are as wide as the image; else a multiple of 16
 * @param blockHeight rows of a block
 */
public record TiffLayout(int blockWidth, int blockHeight) {

    public TiffLayout {
        if (blockWidth < 0 || blockWidth % 16 != 0 || blockHeight < 1) {
            throw new IllegalArgumentException("blockWidth must be a multiple of 16 and blockHeight at least 1, got "
                    + blockWidth + " x " + blockHeight);
        }
    }

    public static TiffLayout strips(int rows) {
        return new TiffLayout(0, rows);
    }

    public static TiffLayout tiles(int side) {
        return new TiffLayout(side, side);
    }

    boolean isTiled() {
        return blockWidth > 0;
    }
}
