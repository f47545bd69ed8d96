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

    /** Intersection over union; 0 when both are empty. */
    public double iou(Box other) {
        double w = Math.min(maxX, other.maxX) - Math.max(minX, other.minX);
        double h = Math.min(maxY, other.maxY) - Math.max(minY, other.minY);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        double shared = w * h;
        return shared / (area() + other.area() - shared);
    }
}
