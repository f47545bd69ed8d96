package org.gsprelabel.geotools.referencing;

import java.util.function.ToDoubleFunction;
import net.sf.geographiclib.GeodesicMask;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.gsprelabel.filter.GroundMeasure;
import org.gsprelabel.georef.GridToWorld;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Area on the ellipsoid in square metres, and length of outlines in metres, whatever the projection: of any CRS with a
 * geodetic datum, degrees included.
 *
 * <p>Vertices become longitude and authalic latitude (J. P. Snyder, Map Projections: A Working Manual, 1987, equation
 * 3-12), whose plane is true to area. Edges are straight there; an edge of length L that is straight on the map instead
 * changes the area of a shape of that size by up to L tan(latitude) / 6 R, so edges longer than a kilometre are divided:
 * less than 0.02 % remains up to 80 degrees. Lengths are those of the geodesics between the vertices of edges that are divided
 * alike (C. F. F. Karney, Algorithms for geodesics, Journal of Geodesy 87, 2013). Shapes may hold a pole, cross the antimeridian or
 * go around the Earth. Safe for use by several threads.
 */
public final class GroundArea implements GroundMeasure {

    private static final double LONGEST_EDGE_METRES = 1000;
    /** Latitude beyond which there is no ground; rasters with a pixel centred on a pole go a little beyond 90. */
    private static final double HIGHEST_LATITUDE = 95;
    /** Longitude beyond which there is no ground, either: once around from the end of a map of 0 to 360 degrees. */
    private static final double HIGHEST_LONGITUDE = 720;
    /** An edge that goes around the Earth by that much does not end where it begins, whatever was rounded. */
    private static final double ONCE_AROUND = 360 - 1e-9;
    /** Vertices that long edges of a ring may be divided by, 64 MB of them: kilometres, and a hundred times around the Earth. */
    private static final int MOST_ADDED_VERTICES = 4_000_000;

    private static final GridToWorld IDENTITY = new GridToWorld(1, 0, 0, 1, 0, 0);

    private final Ellipsoid ellipsoid;
    private final GridToWorld grid;
    private final double radius;
    private final double e2;
    private final double e;

    /**
     * @param crs of the world coordinates, easting or longitude first
     * @param grid pixel corners to world coordinates
     * @throws IllegalArgumentException when the CRS has no geodetic datum
     */
    public GroundArea(CoordinateReferenceSystem crs, GridToWorld grid) {
        this.ellipsoid = Ellipsoid.of(crs);
        this.grid = grid;
        this.radius = ellipsoid.semiMajor();
        this.e2 = ellipsoid.squaredEccentricity();
        this.e = Math.sqrt(e2);
    }

    /** @throws OutsideCrsException when the shape leaves the area where the CRS is defined */
    @Override
    public double squareMetres(Geometry pixels) {
        return area(pixels, grid);
    }

    /** @throws OutsideCrsException when the shape leaves the area where the CRS is defined */
    @Override
    public double metresAround(Geometry pixels) {
        return sum(pixels, ring -> length(lonLat(ring, grid)), 1);
    }

    /**
     * As {@link #squareMetres}, of a polygon or multipolygon in world coordinates.
     *
     * @throws OutsideCrsException when it leaves the area where the CRS is defined
     */
    public double squareMetresOfWorld(Geometry world) {
        return area(world, IDENTITY);
    }

    private double area(Geometry shape, GridToWorld toWorld) {
        return sum(shape, ring -> enclosed(lonLat(ring, toWorld)), -1);
    }

    /**
     * What the rings of a shape come to.
     *
     * @param holes what a hole counts
     */
    private static double sum(Geometry shape, ToDoubleFunction<LinearRing> measure, int holes) {
        double sum = 0;
        for (int i = 0; i < shape.getNumGeometries(); i++) {
            Polygon polygon = (Polygon) shape.getGeometryN(i);
            if (polygon.isEmpty()) {
                continue;
            }
            sum += measure.applyAsDouble(polygon.getExteriorRing());
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                sum += holes * measure.applyAsDouble(polygon.getInteriorRingN(hole));
            }
        }
        if (!Double.isFinite(sum)) {
            throw new OutsideCrsException(
                    "coordinates lie outside the area where their reference system is defined, got "
                            + shape.getEnvelopeInternal());
        }
        return sum;
    }

    /** Longitude and latitude of the vertices of a ring, with more of them on long edges. */
    private double[] lonLat(LinearRing ring, GridToWorld toWorld) {
        CoordinateSequence vertices = ring.getCoordinateSequence();
        int count = vertices.size();
        double[] world = new double[2 * count];
        for (int i = 0; i < count; i++) {
            double x = vertices.getX(i);
            double y = vertices.getY(i);
            world[2 * i] = toWorld.worldX(x, y);
            world[2 * i + 1] = toWorld.worldY(x, y);
        }
        double[] lonLat = world.clone();
        ellipsoid.toLonLat(lonLat, count);
        requireGround(lonLat);
        double[] divided = divided(world, lonLat);
        if (divided.length > lonLat.length) {
            ellipsoid.toLonLat(divided, divided.length / 2);
            return divided;
        }
        return lonLat;
    }

    private double length(double[] lonLat) {
        double length = 0;
        for (int i = 2; i < lonLat.length; i += 2) {
            length += ellipsoid
                    .geodesic()
                    .Inverse(
                            onEarth(lonLat[i - 1]),
                            lonLat[i - 2],
                            onEarth(lonLat[i + 1]),
                            lonLat[i],
                            GeodesicMask.DISTANCE)
                    .s12;
        }
        return length;
    }

    private static double onEarth(double latitude) {
        return Math.max(-90, Math.min(90, latitude));
    }

    private static void requireGround(double[] lonLat) {
        for (int i = 1; i < lonLat.length; i += 2) {
            if (!(Math.abs(lonLat[i]) <= HIGHEST_LATITUDE)) {
                throw new OutsideCrsException("coordinates must lie on the ground, got latitude " + lonLat[i]);
            }
            if (!(Math.abs(lonLat[i - 1]) <= HIGHEST_LONGITUDE)) {
                throw new OutsideCrsException("coordinates must lie on the ground, got longitude " + lonLat[i - 1]);
            }
        }
    }

    /** The ring in world coordinates with more vertices on long edges; as long as before when there are none. */
    private double[] divided(double[] world, double[] lonLat) {
        int vertices = lonLat.length / 2;
        int[] parts = new int[vertices];
        int total = 1;
        for (int i = 0; i < vertices - 1; i++) {
            double dy = Math.toRadians(lonLat[2 * i + 3] - lonLat[2 * i + 1]);
            double dx = Math.toRadians(unwrapped(lonLat[2 * i + 2] - lonLat[2 * i]))
                    * Math.cos(Math.toRadians(lonLat[2 * i + 1]));
            parts[i] = (int) Math.max(1, Math.ceil(radius * Math.hypot(dx, dy) / LONGEST_EDGE_METRES));
            total += parts[i];
            if (total - i > MOST_ADDED_VERTICES) {
                throw new OutsideCrsException(
                        "an outline must be at most " + MOST_ADDED_VERTICES + " km long, got a longer one");
            }
        }
        double[] divided = new double[2 * total];
        int index = 0;
        for (int i = 0; i < vertices - 1; i++) {
            for (int part = 0; part < parts[i]; part++) {
                double share = part / (double) parts[i];
                divided[index++] = world[2 * i] + share * (world[2 * i + 2] - world[2 * i]);
                divided[index++] = world[2 * i + 1] + share * (world[2 * i + 3] - world[2 * i + 1]);
            }
        }
        divided[index++] = world[2 * vertices - 2];
        divided[index] = world[2 * vertices - 1];
        return divided;
    }

    private double enclosed(double[] lonLat) {
        int vertices = lonLat.length / 2;
        double reference = authalic(lonLat[1]);
        double previous = 0;
        double sum = 0;
        double turn = 0;
        for (int i = 1; i < vertices; i++) {
            double next = authalic(lonLat[2 * i + 1]) - reference;
            double step = Math.toRadians(unwrapped(lonLat[2 * i] - lonLat[2 * i - 2]));
            sum += step * (previous + next) / 2;
            turn += step;
            previous = next;
        }
        if (Math.abs(turn) > Math.PI) {
            // The ring goes around a pole: what lies between it and the pole, on the side of the pole it is nearer to.
            double pole = authalic(reference >= 0 ? 90 : -90);
            sum += turn * (reference - pole);
        }
        return Math.abs(sum) * radius * radius / 2;
    }

    /** Twice the sine of the authalic latitude, up to a factor: Snyder's q. */
    private double authalic(double latitude) {
        double sine = Math.sin(Math.toRadians(latitude));
        if (e2 == 0) {
            return 2 * sine;
        }
        return (1 - e2) * (sine / (1 - e2 * sine * sine) + Math.log((1 + e * sine) / (1 - e * sine)) / (2 * e));
    }

    /** Degrees from one vertex to the next: where they seem to go more than half around the Earth, the antimeridian lies between. */
    private static double unwrapped(double step) {
        if (Math.abs(step) <= 180 || Math.abs(step) >= ONCE_AROUND) {
            return step;
        }
        return step > 0 ? step - 360 : step + 360;
    }
}
