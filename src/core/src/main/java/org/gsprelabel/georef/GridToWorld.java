package org.gsprelabel.georef;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;

/**
 * The affine transform from pixel corners to world coordinates, axes in the order easting (or longitude), northing (or
 * latitude):
 *
 * <pre>
 * X = scaleX * x + shearX * y + translateX
 * Y = shearY * x + scaleY * y + translateY
 * </pre>
 *
 * @param scaleX world units per column, along X
 * @param shearY world units per column, along Y
 * @param shearX world units per row, along X
 * @param scaleY world units per row, along Y; negative for a north-up raster
 * @param translateX X of the upper left corner of the upper left pixel
 * @param translateY Y of that corner
 */
public record GridToWorld(
        double scaleX, double shearY, double shearX, double scaleY, double translateX, double translateY) {

    public GridToWorld {
        double determinant = scaleX * scaleY - shearX * shearY;
        if (!Double.isFinite(determinant)
                || determinant == 0
                || !Double.isFinite(translateX)
                || !Double.isFinite(translateY)) {
            throw new IllegalArgumentException("gridToCRS must be finite and invertible, got [" + scaleX + ", " + shearY
                    + ", " + shearX + ", " + scaleY + ", " + translateX + ", " + translateY + "]");
        }
    }

    /** A north-up grid. */
    public static GridToWorld northUp(double left, double top, double pixelWidth, double pixelHeight) {
        return new GridToWorld(pixelWidth, 0, 0, -pixelHeight, left, top);
    }

    /** The transform for a grid whose pixels are {@code sx} by {@code sy} pixels of this one, with the same corner. */
    public GridToWorld scaled(double sx, double sy) {
        return new GridToWorld(scaleX * sx, shearY * sx, shearX * sy, scaleY * sy, translateX, translateY);
    }

    /** World coordinates of a geometry given in pixels; a new geometry with the same structure. */
    public Geometry toWorld(Geometry pixels) {
        return affine().transform(pixels);
    }

    /** Pixels of a geometry given in world coordinates; a new geometry with the same structure. */
    public Geometry toPixels(Geometry world) {
        return inverse().transform(world);
    }

    public double worldX(double x, double y) {
        return scaleX * x + shearX * y + translateX;
    }

    public double worldY(double x, double y) {
        return shearY * x + scaleY * y + translateY;
    }

    /** World area of one pixel, in squared units of the CRS; always positive. */
    public double pixelArea() {
        return Math.abs(scaleX * scaleY - shearX * shearY);
    }

    private AffineTransformation affine() {
        return new AffineTransformation(scaleX, shearX, translateX, shearY, scaleY, translateY);
    }

    private AffineTransformation inverse() {
        double determinant = scaleX * scaleY - shearX * shearY;
        double a = scaleY / determinant;
        double b = -shearX / determinant;
        double d = -shearY / determinant;
        double e = scaleX / determinant;
        // The corner is subtracted first, inside the transform's translation: large eastings times small factors would
        // otherwise lose the fraction of a pixel that matters.
        return new AffineTransformation(
                a, b, -(a * translateX + b * translateY), d, e, -(d * translateX + e * translateY));
    }
}
