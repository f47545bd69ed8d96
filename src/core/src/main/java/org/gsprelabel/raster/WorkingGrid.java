package org.gsprelabel.raster;

/**
 * The pixel grid at working resolution, anchored at the corner of the native grid.
 *
 * @param width in working pixels
 * @param height in working pixels
 * @param scaleX native columns per working column; 1 at native resolution, more when the raster is reduced
 * @param scaleY native rows per working row
 */
public record WorkingGrid(int width, int height, double scaleX, double scaleY) {

    public WorkingGrid {
        if (width < 1 || height < 1 || !(scaleX > 0) || !(scaleY > 0)) {
            throw new IllegalArgumentException("working grid must have pixels and positive scales, got " + width + " x "
                    + height + " at " + scaleX + " x " + scaleY);
        }
    }

    /** The native grid itself. */
    public static WorkingGrid nativeOf(RasterInfo info) {
        return new WorkingGrid(info.width(), info.height(), 1, 1);
    }

    /**
     * The grid of a ground sample distance. Pixels are square on the ground at the centre of the raster; the last row
     * and column may reach past the raster by a part of a pixel.
     *
     * @param metresPerPixel ground sample distance wanted
     * @throws IllegalArgumentException when it is not positive, or the grid would not fit the integer range
     */
    public static WorkingGrid ofResolution(RasterInfo info, double metresPerPixel) {
        if (!(metresPerPixel > 0) || !Double.isFinite(metresPerPixel)) {
            throw new IllegalArgumentException(
                    "resolution must be a positive number of metres per pixel, got " + metresPerPixel);
        }
        double scaleX = snapped(metresPerPixel / info.metresPerColumn());
        double scaleY = snapped(metresPerPixel / info.metresPerRow());
        double width = Math.ceil(info.width() / scaleX - 1e-6);
        double height = Math.ceil(info.height() / scaleY - 1e-6);
        if (width > Integer.MAX_VALUE / 2.0 || height > Integer.MAX_VALUE / 2.0) {
            throw new IllegalArgumentException("resolution of " + metresPerPixel + " m would make " + width + " x "
                    + height + " pixels, at most " + Integer.MAX_VALUE / 2 + " a side are allowed");
        }
        return new WorkingGrid((int) Math.max(1, width), (int) Math.max(1, height), scaleX, scaleY);
    }

    public boolean isNative() {
        return scaleX == 1 && scaleY == 1;
    }

    /** A scale within a hundredth of 1 is native resolution: no model tells the two apart, and resampling would blur. */
    private static double snapped(double scale) {
        return Math.abs(scale - 1) < 1e-2 ? 1 : scale;
    }
}
