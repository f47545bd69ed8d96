package org.gsprelabel.tensor;

/**
 * How a window lies in the model's input: {@code input = window * scale + pad}, on pixel corners.
 *
 * @param inputWidth W of the input tensor
 * @param inputHeight H of the input tensor
 * @param windowWidth width of the window in pixels
 * @param windowHeight height of the window in pixels
 * @param scaleX input pixels per window pixel
 * @param scaleY input pixels per window pixel
 * @param padLeft input columns left of the window's first
 * @param padTop input rows above the window's first
 */
public record InputFrame(
        int inputWidth,
        int inputHeight,
        int windowWidth,
        int windowHeight,
        double scaleX,
        double scaleY,
        int padLeft,
        int padTop) {

    /** The frame of a window that is the input, pixel for pixel. */
    public static InputFrame identity(int width, int height) {
        return new InputFrame(width, height, width, height, 1, 1, 0, 0);
    }

    /** Whether the window is the input, pixel for pixel. */
    public boolean isIdentity() {
        return equals(identity(windowWidth, windowHeight));
    }

    /** Number of input columns that show the window, the last one perhaps in part; without padding. */
    public int imageWidth() {
        return pixels(windowWidth * scaleX);
    }

    /** Number of input rows that show the window, the last one perhaps in part; without padding. */
    public int imageHeight() {
        return pixels(windowHeight * scaleY);
    }

    public double toInputX(double windowX) {
        return windowX * scaleX + padLeft;
    }

    public double toInputY(double windowY) {
        return windowY * scaleY + padTop;
    }

    public double toWindowX(double inputX) {
        return (inputX - padLeft) / scaleX;
    }

    public double toWindowY(double inputY) {
        return (inputY - padTop) / scaleY;
    }

    /** Whole pixels that a length touches; a whole number that the scale made a little longer stays what it is. */
    private static int pixels(double length) {
        return (int) Math.ceil(length - 1e-6);
    }
}
