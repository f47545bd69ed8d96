package org.gsprelabel.georef;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
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
        Geometry pixels = world.copy();
        pixels.apply(new WorldToPixels());
        return pixels;
    }

    public double worldX(double x, double y) {
        return scaleX * x + shearX * y + translateX;
    }

    public double worldY(double x, double y) {
        return shearY * x + scaleY * y + translateY;
    }

    private AffineTransformation affine() {
        return new AffineTransformation(scaleX, shearX, translateX, shearY, scaleY, translateY);
    }

    /** The inverse, in place. */
    private final class WorldToPixels implements CoordinateSequenceFilter {

        private final double determinant = scaleX * scaleY - shearX * shearY;

        @Override
        public void filter(CoordinateSequence coordinates, int i) {
            // The corner first: large eastings times small factors would lose the fraction of a pixel that matters.
            double x = coordinates.getX(i) - translateX;
            double y = coordinates.getY(i) - translateY;
            coordinates.setOrdinate(i, CoordinateSequence.X, (scaleY * x - shearX * y) / determinant);
            coordinates.setOrdinate(i, CoordinateSequence.Y, (scaleX * y - shearY * x) / determinant);
        }

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public boolean isGeometryChanged() {
            return true;
        }
    }
}
