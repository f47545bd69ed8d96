package org.gsprelabel.geotools.referencing;

import net.sf.geographiclib.PolygonArea;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.gsprelabel.filter.AreaCalculator;
import org.gsprelabel.georef.GridToWorld;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Area on the ellipsoid of the CRS: vertices become longitude and latitude on the CRS's own datum, and the area is that of
 * the geodesic polygon through them (Karney 2013, "Algorithms for geodesics", as GeographicLib implements it). Right for
 * geographic and for projected systems, whatever the projection does to areas. Safe for use by several threads.
 *
 * <p>Straight edges of the map are no geodesics, so edges of more than a kilometre get points in between: at 60 degrees of
 * latitude an edge along a parallel then strays by 4 cm.
 */
public final class GroundArea implements AreaCalculator {

    private static final double MAX_EDGE_METRES = 1000;

    private final Ellipsoid ellipsoid;
    private final double metresPerDegree;
    private final GridToWorld gridToWorld;

    /**
     * @param crs of the world coordinates, easting or longitude first
     * @param gridToWorld pixel corners to world coordinates
     * @throws IllegalArgumentException when the CRS has no geodetic datum
     */
    public GroundArea(CoordinateReferenceSystem crs, GridToWorld gridToWorld) {
        this.ellipsoid = Ellipsoid.of(crs);
        this.metresPerDegree = Math.toRadians(ellipsoid.geodesic().EquatorialRadius());
        this.gridToWorld = gridToWorld;
    }

    @Override
    public double squareMetres(Geometry pixels) {
        return squareMetresOfWorld(gridToWorld.toWorld(pixels));
    }

    /**
     * As {@link #squareMetres}, of a geometry in world coordinates.
     *
     * @throws IllegalArgumentException when it leaves the area where the CRS is defined
     */
    public double squareMetresOfWorld(Geometry world) {
        double area = 0;
        for (int i = 0; i < world.getNumGeometries(); i++) {
            Polygon polygon = (Polygon) world.getGeometryN(i);
            area += ring(polygon.getExteriorRing());
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                area -= ring(polygon.getInteriorRingN(hole));
            }
        }
        return area;
    }

    private double ring(LinearRing ring) {
        CoordinateSequence vertices = ring.getCoordinateSequence();
        int count = vertices.size();
        double[] degrees = new double[2 * count];
        for (int i = 0; i < count; i++) {
            degrees[2 * i] = vertices.getX(i);
            degrees[2 * i + 1] = vertices.getY(i);
        }
        ellipsoid.toLonLat(degrees, count);
        PolygonArea polygon = new PolygonArea(ellipsoid.geodesic(), false);
        for (int i = 0; i + 1 < count; i++) {
            polygon.AddPoint(degrees[2 * i + 1], degrees[2 * i]);
            int steps = steps(degrees, i);
            if (steps > 1) {
                addBetween(polygon, vertices, i, steps);
            }
        }
        return Math.abs(polygon.Compute(false, true).area);
    }

    /** Into how many parts the edge from a vertex to the next is to be split. */
    private int steps(double[] degrees, int i) {
        double north = degrees[2 * i + 3] - degrees[2 * i + 1];
        double east = (degrees[2 * i + 2] - degrees[2 * i]) * Math.cos(Math.toRadians(degrees[2 * i + 1]));
        return (int) Math.ceil(Math.hypot(north, east) * metresPerDegree / MAX_EDGE_METRES);
    }

    private void addBetween(PolygonArea polygon, CoordinateSequence vertices, int i, int steps) {
        double[] points = new double[2 * (steps - 1)];
        for (int step = 1; step < steps; step++) {
            double part = (double) step / steps;
            points[2 * step - 2] = vertices.getX(i) + part * (vertices.getX(i + 1) - vertices.getX(i));
            points[2 * step - 1] = vertices.getY(i) + part * (vertices.getY(i + 1) - vertices.getY(i));
        }
        ellipsoid.toLonLat(points, steps - 1);
        for (int step = 0; step < steps - 1; step++) {
            polygon.AddPoint(points[2 * step + 1], points[2 * step]);
        }
    }
}
