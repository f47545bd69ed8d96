package org.gsprelabel.testdata.scenery;

/** A rectangle of pixels: upper left corner, width and height. */
public record Window(int x, int y, int width, int height) {

    public Window {
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("a window must have pixels, got " + width + " x " + height);
        }
    }

    int right() {
        return x + width;
    }

    int bottom() {
        return y + height;
    }
}
