package org.gsprelabel.sam;

import org.gsprelabel.detect.Box;
import org.gsprelabel.tile.PixelRect;

/**
 * Tells masks that a crop cuts off: a side of their box lies near that side of the crop, and not near the same side of the
 * window ({@code is_box_near_crop_edge} of segment-anything).
 */
final class CropEdges {

    /** In pixels; at exactly this distance a side is near. */
    private static final double NEAR = 20;

    private CropEdges() {}

    /**
     * @param box from the first to the last column and row of a mask, in pixels of the window
     * @param crop in pixels of the window
     */
    static boolean cut(Box box, PixelRect crop, int windowWidth, int windowHeight) {
        return cut(box.minX(), crop.x(), 0)
                || cut(box.minY(), crop.y(), 0)
                || cut(box.maxX(), crop.right(), windowWidth)
                || cut(box.maxY(), crop.bottom(), windowHeight);
    }

    private static boolean cut(double side, int cropSide, int windowSide) {
        return Math.abs(side - cropSide) <= NEAR && Math.abs(side - windowSide) > NEAR;
    }
}
