package org.gsprelabel.detect;

/**
 * A rectangle turned about its centre, in pixels: x to the right, y down.
 *
 * @param x of the centre
 * @param y of the centre
 * @param width of the side that the angle belongs to, above 0
 * @param height of the other side, above 0
 * @param angle in radians from the x axis towards the y axis, clockwise as seen
 */
public record OrientedBox(double x, double y, double width, double height, double angle) {

    public OrientedBox {
        if (!(width > 0 && height > 0) || !Double.isFinite(x + y + width + height + angle)) {
            throw new IllegalArgumentException("oriented box must have sides above 0 and finite numbers, got x " + x
                    + ", y " + y + ", width " + width + ", height " + height + ", angle " + angle);
        }
    }

    /**
     * The same rectangle with {@code width > height}, or both the same, and an angle from 0 to less than pi: where width is
     * not the longer one, the sides are swapped and the angle grows by a quarter turn ({@code regularize_rboxes} of
     * Ultralytics).
     */
    public OrientedBox regularised() {
        boolean swap = width <= height;
        double turned = (swap ? angle + Math.PI / 2 : angle) % Math.PI;
        double positive = turned < 0 ? turned + Math.PI : turned;
        // a negative angle that is next to nothing is lost in the sum
        double reduced = positive < Math.PI ? positive : 0;
        return swap ? new OrientedBox(x, y, height, width, reduced) : new OrientedBox(x, y, width, height, reduced);
    }

    /**
     * Its corners, around the rectangle: with v the half width along the angle and u the half height at a right angle to it,
     * {@code c + v + u}, {@code c + v - u}, {@code c - v - u}, {@code c - v + u}. The sides are in the order height, width,
     * height, width.
     */
    public ConvexPolygon toPolygon() {
        double cosine = StrictMath.cos(angle);
        double sine = StrictMath.sin(angle);
        double vx = width / 2 * cosine;
        double vy = width / 2 * sine;
        double ux = -height / 2 * sine;
        double uy = height / 2 * cosine;
        return ConvexPolygon.of(
                x + vx + ux, y + vy + uy, x + vx - ux, y + vy - uy, x - vx - ux, y - vy - uy, x - vx + ux, y - vy + uy);
    }
}
