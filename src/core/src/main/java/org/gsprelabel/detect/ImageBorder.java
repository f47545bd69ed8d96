package org.gsprelabel.detect;

import org.gsprelabel.tensor.InputFrame;

/**
 * Moves sides of boxes that nearly reach the edge of the image onto it, and makes the image of a box that is nearly the
 * image, as FastSAM does before it crops masks: its boxes of large things end a little too early, and would cut off the
 * rest.
 */
final class ImageBorder {

    /** Input pixels within which a side is moved. */
    static final double NEAR = 20;

    /** A box with a larger IoU with the image becomes the image. */
    static final double FULL = 0.9;

    private final Box image;
    private final double nearX;
    private final double nearY;

    ImageBorder(InputFrame frame) {
        this.image = new Box(0, 0, frame.windowWidth(), frame.windowHeight());
        this.nearX = NEAR / frame.scaleX();
        this.nearY = NEAR / frame.scaleY();
    }

    /**
     * @param box in window pixels, inside the window
     */
    Box snapped(Box box) {
        Box moved = new Box(
                box.minX() < nearX ? 0 : box.minX(),
                box.minY() < nearY ? 0 : box.minY(),
                box.maxX() > image.maxX() - nearX ? image.maxX() : box.maxX(),
                box.maxY() > image.maxY() - nearY ? image.maxY() : box.maxY());
        // inside the image, the union is the image
        return moved.area() > FULL * image.area() ? image : moved;
    }
}
