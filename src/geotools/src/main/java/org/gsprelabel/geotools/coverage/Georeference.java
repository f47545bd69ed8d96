package org.gsprelabel.geotools.coverage;

import java.awt.geom.AffineTransform;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.EngineeringCRS;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.Matrix;
import org.geotools.referencing.CRS;
import org.geotools.referencing.operation.LinearTransform;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.geotools.referencing.Ellipsoid;
import org.jspecify.annotations.Nullable;

/**
 * Where the pixels of a coverage lie.
 *
 * @param gridToWorld pixel corners to world coordinates, longitude or easting first
 * @param crs of the world coordinates, with the axes in that order
 */
record Georeference(GridToWorld gridToWorld, CoordinateReferenceSystem crs) {

    /**
     * The transform from the corners of pixels, counted from the first one, to the CRS of a coverage.
     *
     * @param name how messages call the coverage
     * @param cornerToCrs grid coordinates to the CRS, at pixel corners
     * @param column grid coordinate of the first column
     * @param row grid coordinate of the first row
     * @throws IllegalArgumentException when it is missing or not affine
     */
    static AffineTransform pixelToCrs(String name, @Nullable MathTransform cornerToCrs, int column, int row) {
        if (!(cornerToCrs instanceof LinearTransform linear)
                || linear.getSourceDimensions() != 2
                || linear.getTargetDimensions() != 2
                || !isAffine(linear.getMatrix())) {
            throw new IllegalArgumentException("coverage '" + name
                    + "' has no affine transform from pixels to coordinates; warp it to a regular grid first");
        }
        Matrix m = linear.getMatrix();
        AffineTransform transform = new AffineTransform(
                m.getElement(0, 0),
                m.getElement(1, 0),
                m.getElement(0, 1),
                m.getElement(1, 1),
                m.getElement(0, 2),
                m.getElement(1, 2));
        transform.translate(column, row);
        return transform;
    }

    /**
     * @param name how messages call the coverage
     * @param crs as the coverage declares it
     * @throws IllegalArgumentException when pixels cannot be placed on the ground
     */
    static Georeference of(String name, AffineTransform pixelToCrs, @Nullable CoordinateReferenceSystem crs) {
        CoordinateReferenceSystem horizontal = crs == null ? null : CRS.getHorizontalCRS(crs);
        if (horizontal == null || horizontal instanceof EngineeringCRS) {
            throw new IllegalArgumentException("coverage '" + name
                    + "' has no coordinate reference system; declare one for it, or store it in the file");
        }
        GridToWorld gridToWorld = new GridToWorld(
                pixelToCrs.getScaleX(),
                pixelToCrs.getShearY(),
                pixelToCrs.getShearX(),
                pixelToCrs.getScaleY(),
                pixelToCrs.getTranslateX(),
                pixelToCrs.getTranslateY());
        if (CRS.getAxisOrder(horizontal) == CRS.AxisOrder.NORTH_EAST) {
            return new Georeference(swapped(gridToWorld), longitudeFirst(name, horizontal));
        }
        return new Georeference(gridToWorld, horizontal);
    }

    /** Ground distance in metres from the centre of one column, or row, to the next, in the middle of the raster. */
    double metresPerStep(int width, int height, boolean alongRow) {
        double x = width / 2.0;
        double y = height / 2.0;
        double dx = alongRow ? 0.5 : 0;
        double dy = alongRow ? 0 : 0.5;
        return Ellipsoid.of(crs)
                .distance(
                        gridToWorld.worldX(x - dx, y - dy),
                        gridToWorld.worldY(x - dx, y - dy),
                        gridToWorld.worldX(x + dx, y + dy),
                        gridToWorld.worldY(x + dx, y + dy));
    }

    private static boolean isAffine(Matrix m) {
        return m.getElement(2, 0) == 0 && m.getElement(2, 1) == 0 && m.getElement(2, 2) == 1;
    }

    private static GridToWorld swapped(GridToWorld grid) {
        return new GridToWorld(
                grid.shearY(), grid.scaleX(), grid.scaleY(), grid.shearX(), grid.translateY(), grid.translateX());
    }

    private static CoordinateReferenceSystem longitudeFirst(String name, CoordinateReferenceSystem crs) {
        try {
            String code = CRS.lookupIdentifier(crs, true);
            if (code != null) {
                CoordinateReferenceSystem forced = CRS.decode(code, true);
                if (CRS.getAxisOrder(forced) == CRS.AxisOrder.EAST_NORTH) {
                    return forced;
                }
            }
        } catch (FactoryException e) {
            throw new IllegalArgumentException(
                    "the axes of the coordinate reference system '" + crs.getName() + "' of coverage '" + name
                            + "' cannot be put in the order easting, northing: " + e.getMessage(),
                    e);
        }
        throw new IllegalArgumentException("coverage '" + name + "' has a coordinate reference system '" + crs.getName()
                + "' with northing first and without an EPSG code; declare one with easting first");
    }
}
