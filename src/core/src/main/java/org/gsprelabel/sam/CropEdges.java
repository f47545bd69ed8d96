package org.gsprelabel.sam;

import org.gsprelabel.detect.Box;
import org.gsprelabel.tile.PixelRect;

/**
 * Tells masks that a crop cuts off: a side of their box lies near that side of the crop, and not near the same side of the
 * image ({@code is_box_near_crop_edge} of segment-anything).
 */
final class CropEdges {

    /** In pixels; at exactly this distance a side is near. */
    private static final double NEAR = 20;

    private CropEdges() {}

    /**
     * @param box from the first to the last column and row of a mask, in pixels of the window
     * @param crop what it shows of the image, in pixels of the window
     * @param image what the window shows of the raster, in pixels of the window
     */
    static boolean cut(Box box, PixelRect crop, PixelRect image) {
        return cut(box.minX(), crop.x(), image.x())
                || cut(box.minY(), crop.y(), image.y())
                || cut(box.maxX(), crop.right(), image.right())
                || cut(box.maxY(), crop.bottom(), image.bottom());
    }

    private static boolean cut(double side, int cropSide, int imageSide) {
        return Math.abs(side - cropSide) <= NEAR && Math.abs(side - imageSide) > NEAR;
    }
}
