package org.gsprelabel.detect;

/**
 * An axis-parallel box in pixels, corners as real numbers: x from {@code minX} to {@code maxX}.
 */
public record Box(double minX, double minY, double maxX, double maxY) {

    public Box {
        if (!(minX <= maxX && minY <= maxY)) {
            throw new IllegalArgumentException(
                    "box must have min <= max, got [" + minX + ", " + minY + ", " + maxX + ", " + maxY + "]");
        }
    }

    public double area() {
        return (maxX - minX) * (maxY - minY);
    }
}
