package org.gsprelabel.geotools.referencing;

import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.shape.GroundFrames;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.util.AffineTransformation;

/**
 * Planes tangent to the ellipsoid, of any CRS with a geodetic datum, degrees included: longitude and latitude of pixels a few
 * beside the middle, times the radii of curvature there (J. P. Snyder, Map Projections: A Working Manual, 1987, equations
 * 4-18 and 4-20). Angles are right to 0.001 degrees within some hundred metres up to 80 degrees of latitude. Safe for use by
 * several threads.
 */
public final class LocalFrames implements GroundFrames {

    /** Half the base of the differences, in pixels. */
    private static final double STEP = 8;

    /** Nearer to a pole, longitudes say nothing. */
    private static final double LEAST_COSINE = 1e-9;

    private final Ellipsoid ellipsoid;
    private final GridToWorld grid;
    private final double semiMajor;
    private final double e2;

    /**
     * @param crs of the world coordinates, easting or longitude first
     * @param grid pixel corners to world coordinates
     * @throws IllegalArgumentException when the CRS has no geodetic datum
     */
    public LocalFrames(CoordinateReferenceSystem crs, GridToWorld grid) {
        this.ellipsoid = Ellipsoid.of(crs);
        this.grid = grid;
        this.semiMajor = ellipsoid.semiMajor();
        this.e2 = ellipsoid.squaredEccentricity();
    }

    /** @throws IllegalArgumentException when the pixel lies outside the area where the CRS is defined, or at a pole */
    @Override
    public AffineTransformation around(Coordinate pixel) {
        double[] places = new double[10];
        put(places, 0, pixel.x, pixel.y);
        put(places, 1, pixel.x - STEP, pixel.y);
        put(places, 2, pixel.x + STEP, pixel.y);
        put(places, 3, pixel.x, pixel.y - STEP);
        put(places, 4, pixel.x, pixel.y + STEP);
        ellipsoid.toLonLat(places, 5);
        double sine = Math.sin(Math.toRadians(places[1]));
        double cosine = Math.cos(Math.toRadians(places[1]));
        if (!(cosine > LEAST_COSINE)) {
            throw new IllegalArgumentException("pixel " + pixel + " lies at latitude " + places[1]
                    + "; there is no plane of degrees around a pole");
        }
        double w = 1 - e2 * sine * sine;
        double metresEast = Math.toRadians(1) * cosine * semiMajor / Math.sqrt(w);
        double metresNorth = Math.toRadians(1) * semiMajor * (1 - e2) / (w * Math.sqrt(w));
        double east = metresEast * degrees(places[4] - places[2]) / (2 * STEP);
        double north = metresNorth * (places[5] - places[3]) / (2 * STEP);
        double eastOfRow = metresEast * degrees(places[8] - places[6]) / (2 * STEP);
        double northOfRow = metresNorth * (places[9] - places[7]) / (2 * STEP);
        AffineTransformation frame = new AffineTransformation(east, eastOfRow, 0, north, northOfRow, 0);
        return AffineTransformation.translationInstance(-pixel.x, -pixel.y).compose(frame);
    }

    private void put(double[] places, int index, double x, double y) {
        places[2 * index] = grid.worldX(x, y);
        places[2 * index + 1] = grid.worldY(x, y);
    }

    /** A difference of longitudes, across the antimeridian the short way. */
    private static double degrees(double difference) {
        return Math.IEEEremainder(difference, 360);
    }
}
