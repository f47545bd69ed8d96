package org.gsprelabel.testdata;

import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;

/**
 * Where a scene lies: the affine transform from pixel corners to world coordinates (easting or longitude first), and
 * the EPSG code of the CRS.
 *
 * <pre>
 * X = scaleX * x + shearX * y + translateX
 * Y = shearY * x + scaleY * y + translateY
 * </pre>
 */
public record Georeference(
        int epsg, double scaleX, double shearY, double shearX, double scaleY, double translateX, double translateY) {

    private static final int UTM_33_NORTH = 32633;
    private static final int WGS_84 = 4326;
    private static final double GSD = 0.3;
    private static final double EAST = 391_000;
    private static final double NORTH = 5_820_000;

    // Spelled out, so that no EPSG database has to start.
    private static final String UTM_33_NORTH_WKT = "PROJCS[\"WGS 84 / UTM zone 33N\", GEOGCS[\"WGS 84\","
            + " DATUM[\"WGS_1984\", SPHEROID[\"WGS 84\", 6378137.0, 298.257223563]], PRIMEM[\"Greenwich\", 0.0],"
            + " UNIT[\"degree\", 0.017453292519943295], AXIS[\"Geodetic longitude\", EAST],"
            + " AXIS[\"Geodetic latitude\", NORTH]], PROJECTION[\"Transverse_Mercator\"],"
            + " PARAMETER[\"central_meridian\", 15.0], PARAMETER[\"latitude_of_origin\", 0.0],"
            + " PARAMETER[\"scale_factor\", 0.9996], PARAMETER[\"false_easting\", 500000.0],"
            + " PARAMETER[\"false_northing\", 0.0], UNIT[\"m\", 1.0], AXIS[\"Easting\", EAST],"
            + " AXIS[\"Northing\", NORTH]]";

    public Georeference {
        if (epsg != UTM_33_NORTH && epsg != WGS_84) {
            throw new IllegalArgumentException("epsg must be 32633 or 4326, got " + epsg);
        }
        double determinant = scaleX * scaleY - shearX * shearY;
        if (!Double.isFinite(determinant) || determinant == 0) {
            throw new IllegalArgumentException("the transform must be finite and invertible, got [" + scaleX + ", "
                    + shearY + ", " + shearX + ", " + scaleY + ", " + translateX + ", " + translateY + "]");
        }
    }

    /** UTM zone 33 north (EPSG:32633), north-up, pixels of 0.3 m. */
    public static Georeference utm() {
        return new Georeference(UTM_33_NORTH, GSD, 0, 0, -GSD, EAST, NORTH);
    }

    /** As {@link #utm}, but with its corner moved by whole or broken metres. */
    public static Georeference utmShifted(double east, double north) {
        return new Georeference(UTM_33_NORTH, GSD, 0, 0, -GSD, EAST + east, NORTH + north);
    }

    /** As {@link #utm}, but turned counter-clockwise around the upper left corner of the scene. */
    public static Georeference utmRotated(double degrees) {
        double c = GSD * StrictMath.cos(StrictMath.toRadians(degrees));
        double s = GSD * StrictMath.sin(StrictMath.toRadians(degrees));
        return new Georeference(UTM_33_NORTH, c, s, s, -c, EAST, NORTH);
    }

    /** As {@link #utm}, but with pixels that are parallelograms: rotated by 12 degrees and sheared. */
    public static Georeference utmSheared() {
        return new Georeference(UTM_33_NORTH, 0.29, 0.06, 0.02, -0.31, EAST, NORTH);
    }

    /**
     * Longitude and latitude (EPSG:4326) for the same ground as {@link #utm}: the affine transform that agrees with the
     * UTM grid at the middle of a scene of this size, to first order. The rows and columns are no parallels and
     * meridians, so it is rotated and its pixels are not square in degrees. At the corners of a scene of 2048 x 2048
     * pixels it is off by less than 4 cm; the error grows with the square of the size.
     */
    public static Georeference geographic(int width, int height) {
        Georeference utm = utm();
        double cx = width / 2.0;
        double cy = height / 2.0;
        double[] left = toDegrees(utm, cx - 1, cy);
        double[] right = toDegrees(utm, cx + 1, cy);
        double[] up = toDegrees(utm, cx, cy - 1);
        double[] down = toDegrees(utm, cx, cy + 1);
        double[] middle = toDegrees(utm, cx, cy);
        double scaleX = (right[0] - left[0]) / 2;
        double shearY = (right[1] - left[1]) / 2;
        double shearX = (down[0] - up[0]) / 2;
        double scaleY = (down[1] - up[1]) / 2;
        return new Georeference(
                WGS_84,
                scaleX,
                shearY,
                shearX,
                scaleY,
                middle[0] - scaleX * cx - shearX * cy,
                middle[1] - shearY * cx - scaleY * cy);
    }

    /** {@code EPSG:32633} or {@code EPSG:4326}. */
    public String crsCode() {
        return "EPSG:" + epsg;
    }

    /** Whether coordinates are degrees of longitude and latitude. */
    public boolean isGeographic() {
        return epsg == WGS_84;
    }

    public double worldX(double x, double y) {
        return scaleX * x + shearX * y + translateX;
    }

    public double worldY(double x, double y) {
        return shearY * x + scaleY * y + translateY;
    }

    /** World coordinates of a polygon given in pixels; a new polygon with the same rings. */
    public Polygon toWorld(Polygon pixels) {
        return (Polygon)
                new AffineTransformation(scaleX, shearX, translateX, shearY, scaleY, translateY).transform(pixels);
    }

    private static double[] toDegrees(Georeference utm, double x, double y) {
        try {
            MathTransform transform =
                    CRS.findMathTransform(CRS.parseWKT(UTM_33_NORTH_WKT), DefaultGeographicCRS.WGS84, true);
            double[] point = {utm.worldX(x, y), utm.worldY(x, y)};
            transform.transform(point, 0, point, 0, 1);
            return point;
        } catch (FactoryException | TransformException e) {
            throw new IllegalStateException("UTM zone 33 north cannot be turned into longitude and latitude", e);
        }
    }
}
