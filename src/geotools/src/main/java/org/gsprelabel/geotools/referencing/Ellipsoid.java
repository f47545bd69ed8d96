package org.gsprelabel.geotools.referencing;

import net.sf.geographiclib.Geodesic;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.SingleCRS;
import org.geotools.api.referencing.datum.GeodeticDatum;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.geotools.referencing.cs.DefaultEllipsoidalCS;

/**
 * The ellipsoid of a coordinate reference system, and the way from its world coordinates to longitude and latitude on
 * it. No datum is changed, so nothing is lost; an EPSG code is not needed. Safe for use by several threads.
 */
public final class Ellipsoid {

    private final double semiMajor;
    private final double flattening;
    private final Geodesic geodesic;
    private final MathTransform toLonLat;

    private Ellipsoid(double semiMajor, double flattening, MathTransform toLonLat) {
        this.semiMajor = semiMajor;
        this.flattening = flattening;
        this.geodesic = new Geodesic(semiMajor, flattening);
        this.toLonLat = toLonLat;
    }

    /**
     * @param crs geographic or projected, two-dimensional, longitude (or easting) first
     * @throws IllegalArgumentException when it has no geodetic datum, or another number of dimensions
     */
    public static Ellipsoid of(CoordinateReferenceSystem crs) {
        if (!(crs instanceof SingleCRS single) || !(single.getDatum() instanceof GeodeticDatum datum)) {
            throw new IllegalArgumentException(
                    "coordinate reference system '" + crs.getName().getCode()
                            + "' has no geodetic datum; distances on the ground cannot be measured in it");
        }
        if (crs.getCoordinateSystem().getDimension() != 2) {
            throw new IllegalArgumentException("coordinate reference system '"
                    + crs.getName().getCode() + "' must have two dimensions, got "
                    + crs.getCoordinateSystem().getDimension());
        }
        double semiMajor = datum.getEllipsoid()
                .getAxisUnit()
                .getConverterTo(si.uom.SI.METRE)
                .convert(datum.getEllipsoid().getSemiMajorAxis());
        double flattening =
                datum.getEllipsoid().isSphere() ? 0 : 1 / datum.getEllipsoid().getInverseFlattening();
        try {
            MathTransform toLonLat = CRS.findMathTransform(
                    crs,
                    new DefaultGeographicCRS("longitude, latitude", datum, DefaultEllipsoidalCS.GEODETIC_2D),
                    true);
            return new Ellipsoid(semiMajor, flattening, toLonLat);
        } catch (FactoryException e) {
            throw new IllegalArgumentException(
                    "coordinate reference system '" + crs.getName().getCode()
                            + "' cannot be brought to longitude and latitude: " + e.getMessage(),
                    e);
        }
    }

    /** Radius of the equator in metres. */
    public double semiMajor() {
        return semiMajor;
    }

    /** The square of its eccentricity. */
    public double squaredEccentricity() {
        return flattening * (2 - flattening);
    }

    /** For lengths and areas on this ellipsoid, in metres. */
    public Geodesic geodesic() {
        return geodesic;
    }

    /**
     * Replaces world coordinates by longitude and latitude in degrees.
     *
     * @param coordinates x, y of one point after the other
     * @param points how many points
     * @throws OutsideCrsException when one of them has no place on the ellipsoid
     */
    public void toLonLat(double[] coordinates, int points) {
        try {
            toLonLat.transform(coordinates, 0, coordinates, 0, points);
        } catch (TransformException | IllegalArgumentException e) {
            // Of the latter kind is what GeoTools throws where it cannot even write the angle that is wrong.
            throw new OutsideCrsException(
                    "coordinates lie outside the area where their reference system is defined: " + e.getMessage(), e);
        }
    }

    /** Length in metres of the shortest line on the ellipsoid between two points in world coordinates. */
    public double distance(double x1, double y1, double x2, double y2) {
        double[] ends = {x1, y1, x2, y2};
        toLonLat(ends, 2);
        return geodesic.Inverse(ends[1], ends[0], ends[3], ends[2]).s12;
    }
}
