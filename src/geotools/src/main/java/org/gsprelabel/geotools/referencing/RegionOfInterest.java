package org.gsprelabel.geotools.referencing;

import java.util.Optional;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.referencing.CRS;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.tile.PixelRect;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.util.GeometryFixer;

/** Brings a region of interest from world coordinates to pixels. */
public final class RegionOfInterest {

    /** Largest coordinate that is worked with. */
    private static final double MAX_COORDINATE = 1e15;

    private RegionOfInterest() {}

    /**
     * The region in pixels.
     *
     * @param roi polygon or multipolygon; in the CRS of its user data or, with an SRID, of that EPSG code (longitude
     *     first), else in the coverage's
     * @param crs of the coverage
     * @param gridToWorld pixel corners to coordinates of {@code crs}
     * @param bounds of the image in pixels
     * @throws IllegalArgumentException when the region is no polygon, empty, or does not meet the image
     */
    public static Geometry toPixels(
            Geometry roi, CoordinateReferenceSystem crs, GridToWorld gridToWorld, PixelRect bounds) {
        Geometry inCrs = toCrs(roi, crs);
        Geometry pixels = gridToWorld.toPixels(inCrs);
        Geometry image = rectangle(bounds);
        if (!pixels.intersects(image)) {
            throw new IllegalArgumentException(
                    "roi " + corners(inCrs) + " does not meet the coverage " + corners(gridToWorld.toWorld(image))
                            + " in its CRS '" + crs.getName().getCode() + "'");
        }
        return pixels;
    }

    /**
     * As {@link #toPixels}, where a region may lie beside the image.
     *
     * @return the region in pixels; empty where it does not meet the image
     * @throws IllegalArgumentException when the region is no polygon, or empty
     */
    public static Optional<Geometry> meeting(
            Geometry roi, CoordinateReferenceSystem crs, GridToWorld gridToWorld, PixelRect bounds) {
        Geometry pixels = gridToWorld.toPixels(toCrs(roi, crs));
        return Optional.of(pixels).filter(region -> region.intersects(rectangle(bounds)));
    }

    private static Geometry rectangle(PixelRect rect) {
        return new GeometryFactory().toGeometry(new Envelope(rect.x(), rect.right(), rect.y(), rect.bottom()));
    }

    /**
     * The region, valid, in a CRS.
     *
     * @param roi as for {@link #toPixels}; without a CRS of its own it is taken to be in {@code crs}
     * @param crs null where coordinates have none: then the region must not have one either
     * @throws IllegalArgumentException when the region is no polygon, has no area, or cannot be brought to the CRS
     */
    public static Geometry toCrs(Geometry roi, @Nullable CoordinateReferenceSystem crs) {
        if (!(roi instanceof Polygonal)) {
            throw new IllegalArgumentException("roi must be a polygon or multipolygon, got " + roi.getGeometryType());
        }
        if (roi.isEmpty()) {
            throw new IllegalArgumentException("roi must not be empty, got " + roi);
        }
        return valid(transformed(valid(roi), crs));
    }

    /** The region as it is, or mended; one that has no area, or no place, is refused. */
    private static Geometry valid(Geometry roi) {
        for (Coordinate coordinate : roi.getCoordinates()) {
            if (!(Math.abs(coordinate.x) <= MAX_COORDINATE && Math.abs(coordinate.y) <= MAX_COORDINATE)) {
                throw new IllegalArgumentException(
                        "roi must have coordinates from -1e15 to 1e15, got " + coordinate.x + " " + coordinate.y);
            }
        }
        if (roi.isValid()) {
            return roi;
        }
        Geometry valid = GeometryFixer.fix(roi);
        if (valid.isEmpty() || !(valid instanceof Polygonal)) {
            throw new IllegalArgumentException("roi must have an area, got " + roi);
        }
        valid.setSRID(roi.getSRID());
        valid.setUserData(roi.getUserData());
        return valid;
    }

    private static Geometry transformed(Geometry roi, @Nullable CoordinateReferenceSystem crs) {
        Optional<CoordinateReferenceSystem> own = ownCrs(roi);
        if (own.isPresent() && crs == null) {
            throw new IllegalArgumentException(
                    "roi is in '" + own.get().getName().getCode()
                            + "', and cannot be brought to features without a coordinate reference system");
        }
        if (own.isEmpty() || crs == null || CRS.equalsIgnoreMetadata(own.get(), crs)) {
            return roi;
        }
        return new RegionTransform(own.get(), crs).of(roi);
    }

    private static String corners(Geometry geometry) {
        Envelope box = geometry.getEnvelopeInternal();
        return box.getMinX() + "," + box.getMinY() + "," + box.getMaxX() + "," + box.getMaxY();
    }

    private static Optional<CoordinateReferenceSystem> ownCrs(Geometry roi) {
        @Nullable Object userData = roi.getUserData();
        if (userData instanceof CoordinateReferenceSystem own) {
            return Optional.of(own);
        }
        if (roi.getSRID() <= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(CRS.decode("EPSG:" + roi.getSRID(), true));
        } catch (FactoryException e) {
            throw new IllegalArgumentException("roi has the unknown SRID " + roi.getSRID(), e);
        }
    }
}
