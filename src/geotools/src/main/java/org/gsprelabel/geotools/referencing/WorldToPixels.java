package org.gsprelabel.geotools.referencing;

import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.gsprelabel.georef.GridToWorld;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** Brings shapes from the world, in whatever CRS, to the pixels of a raster; corners stay corners. */
public final class WorldToPixels {

    private final @Nullable MathTransform toRaster;
    private final GridToWorld gridToWorld;

    /**
     * Prepares the way.
     *
     * @param from CRS of the shapes; without one they are taken to be in that of the raster
     * @param raster CRS of the raster
     * @param gridToWorld pixel corners to coordinates of {@code raster}
     * @throws IllegalArgumentException when there is no transform between the two
     */
    public WorldToPixels(
            @Nullable CoordinateReferenceSystem from,
            @Nullable CoordinateReferenceSystem raster,
            GridToWorld gridToWorld) {
        this.gridToWorld = gridToWorld;
        if (from == null || raster == null || CRS.equalsIgnoreMetadata(from, raster)) {
            this.toRaster = null;
            return;
        }
        try {
            this.toRaster = CRS.findMathTransform(from, raster, true);
        } catch (FactoryException e) {
            throw new IllegalArgumentException(
                    "there is no transform from CRS '" + from.getName().getCode() + "' to '"
                            + raster.getName().getCode() + "'",
                    e);
        }
    }

    /**
     * The shape in pixels.
     *
     * @throws IllegalArgumentException when it lies where the CRS of the raster is not defined
     */
    public Geometry toPixels(Geometry shape) {
        try {
            return gridToWorld.toPixels(toRaster == null ? shape : JTS.transform(shape, toRaster));
        } catch (TransformException e) {
            throw new IllegalArgumentException(
                    "shape " + shape.getEnvelopeInternal() + " cannot be brought to the CRS of the raster", e);
        }
    }
}
