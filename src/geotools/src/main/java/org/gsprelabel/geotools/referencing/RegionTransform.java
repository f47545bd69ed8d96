package org.gsprelabel.geotools.referencing;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javax.measure.quantity.Angle;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.GeographicCRS;
import org.geotools.api.referencing.cs.AxisDirection;
import org.geotools.api.referencing.cs.CoordinateSystem;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.locationtech.jts.densify.Densifier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateArrays;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.LinearComponentExtracter;
import si.uom.NonSI;

/**
 * Brings a region to another coordinate reference system, as the place on Earth that it is.
 *
 * <p>A map ends somewhere, mostly at the antimeridian, and an outline that goes on behind its end comes back on the other side. Where
 * the target counts in degrees, the outline is followed around instead, beyond 180 degrees, and the region is given twice, once at each end
 * of the map: it then holds what lies in it, whichever of the two longitudes a place is written with. Elsewhere it is refused.
 */
final class RegionTransform {

    /** Parts that the extent of a region is divided into before it changes its CRS. */
    private static final int DIVISIONS = 100;

    private final CoordinateReferenceSystem from;
    private final CoordinateReferenceSystem to;

    RegionTransform(CoordinateReferenceSystem from, CoordinateReferenceSystem to) {
        this.from = from;
        this.to = to;
    }

    /**
     * The region in the target, valid or not.
     *
     * @param roi valid polygon or multipolygon
     * @throws IllegalArgumentException when it has no place there, or goes around a pole of a target in degrees, or over the end of the
     *     map of another
     */
    Geometry of(Geometry roi) {
        Geometry divided = divided(roi);
        try {
            MathTransform transform = CRS.findMathTransform(from, to, true);
            Geometry there = JTS.transform(divided, transform);
            if (to instanceof GeographicCRS) {
                OptionalInt axis = longitudeAxis();
                return axis.isEmpty() ? there : around(there, axis.getAsInt());
            }
            requireOnePiece(divided, there, transform);
            return there;
        } catch (OverTheEndException e) {
            throw e;
        } catch (FactoryException | TransformException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "roi cannot be brought from its CRS '" + from.getName().getCode() + "' to '"
                            + to.getName().getCode() + "'",
                    e);
        }
    }

    /** With more vertices: straight lines of one map bend on another. */
    private static Geometry divided(Geometry roi) {
        Envelope extent = roi.getEnvelopeInternal();
        return Densifier.densify(roi, Math.max(extent.getWidth(), extent.getHeight()) / DIVISIONS);
    }

    private OptionalInt longitudeAxis() {
        CoordinateSystem system = to.getCoordinateSystem();
        for (int axis = 0; axis < 2; axis++) {
            if (system.getAxis(axis).getDirection().equals(AxisDirection.EAST)) {
                return OptionalInt.of(axis);
            }
        }
        return OptionalInt.empty();
    }

    /** Each polygon that crosses the antimeridian at both ends of the map, the others as they are. */
    private Geometry around(Geometry there, int axis) {
        double circle = NonSI.DEGREE_ANGLE
                .getConverterTo(to.getCoordinateSystem().getAxis(axis).getUnit().asType(Angle.class))
                .convert(360);
        GeometryFactory factory = new GeometryFactory();
        List<Polygon> polygons = new ArrayList<>();
        for (int i = 0; i < there.getNumGeometries(); i++) {
            Polygon polygon = (Polygon) there.getGeometryN(i);
            Coordinate[] shell = followed(polygon.getExteriorRing(), axis, circle);
            boolean crosses = !isSame(shell, polygon.getExteriorRing());
            LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
            for (int hole = 0; hole < holes.length; hole++) {
                Coordinate[] ring = followed(polygon.getInteriorRingN(hole), axis, circle);
                double turns = Math.ceil((least(shell, axis) - least(ring, axis)) / circle);
                holes[hole] = factory.createLinearRing(moved(ring, axis, turns * circle));
            }
            Polygon whole = factory.createPolygon(factory.createLinearRing(shell), holes);
            if (!crosses) {
                polygons.add(polygon);
                continue;
            }
            // From there on, the end of one turn lies between the ends of the map, and so does the beginning of the
            // next.
            double first = -circle * Math.floor(least(shell, axis) / circle + 0.5);
            polygons.add(moved(whole, axis, first));
            polygons.add(moved(whole, axis, first - circle));
        }
        return polygons.size() == 1 ? polygons.get(0) : factory.createMultiPolygon(polygons.toArray(new Polygon[0]));
    }

    /** The vertices of a ring, each on the turn on which it is near the one before. */
    private Coordinate[] followed(LinearRing ring, int axis, double circle) {
        Coordinate[] vertices = CoordinateArrays.copyDeep(ring.getCoordinates());
        for (int i = 1; i < vertices.length; i++) {
            double step = vertices[i].getOrdinate(axis) - vertices[i - 1].getOrdinate(axis);
            if (Math.abs(step) > circle / 2) {
                vertices[i].setOrdinate(axis, vertices[i].getOrdinate(axis) - circle * Math.rint(step / circle));
            }
        }
        if (Math.abs(vertices[vertices.length - 1].getOrdinate(axis) - vertices[0].getOrdinate(axis)) > circle / 2) {
            throw new OverTheEndException("roi goes around a pole, so it has no outline in '"
                    + to.getName().getCode() + "'; give it in that CRS");
        }
        // Rounding may keep the last vertex from being the first again.
        vertices[vertices.length - 1] = vertices[0].copy();
        return vertices;
    }

    private static boolean isSame(Coordinate[] vertices, LinearRing ring) {
        for (int i = 0; i < vertices.length; i++) {
            if (!vertices[i].equals2D(ring.getCoordinateN(i))) {
                return false;
            }
        }
        return true;
    }

    private static double least(Coordinate[] vertices, int axis) {
        double least = Double.POSITIVE_INFINITY;
        for (Coordinate vertex : vertices) {
            least = Math.min(least, vertex.getOrdinate(axis));
        }
        return least;
    }

    private static Polygon moved(Polygon polygon, int axis, double by) {
        Polygon moved = (Polygon) polygon.copy();
        moved.apply((CoordinateFilter) vertex -> vertex.setOrdinate(axis, vertex.getOrdinate(axis) + by));
        moved.geometryChanged();
        return moved;
    }

    private static Coordinate[] moved(Coordinate[] vertices, int axis, double by) {
        for (int i = 0; i + 1 < vertices.length; i++) {
            vertices[i].setOrdinate(axis, vertices[i].getOrdinate(axis) + by);
        }
        vertices[vertices.length - 1] = vertices[0].copy();
        return vertices;
    }

    /**
     * Refuses an outline that comes back at the other end of the map. There an edge is as long as the map, and its middle is not where
     * the middle of the edge before was.
     */
    private void requireOnePiece(Geometry divided, Geometry there, MathTransform transform) throws TransformException {
        Envelope extent = there.getEnvelopeInternal();
        double half = Math.max(extent.getWidth(), extent.getHeight()) / 2;
        List<?> before = LinearComponentExtracter.getLines(divided);
        List<?> after = LinearComponentExtracter.getLines(there);
        for (int ring = 0; ring < after.size(); ring++) {
            Coordinate[] vertices = ((LineString) after.get(ring)).getCoordinates();
            for (int i = 1; i < vertices.length; i++) {
                double length = vertices[i].distance(vertices[i - 1]);
                if (length > half) {
                    LineString was = (LineString) before.get(ring);
                    Coordinate middle = JTS.transform(
                            middle(was.getCoordinateN(i - 1), was.getCoordinateN(i)), new Coordinate(), transform);
                    requireNear(middle, middle(vertices[i - 1], vertices[i]), length / 4);
                }
            }
        }
    }

    private void requireNear(Coordinate place, Coordinate expected, double distance) {
        if (place.distance(expected) > distance) {
            throw new OverTheEndException("roi goes over the end of the map of '"
                    + to.getName().getCode() + "'; give it in that CRS, or as two polygons that end there");
        }
    }

    private static Coordinate middle(Coordinate a, Coordinate b) {
        return new Coordinate((a.x + b.x) / 2, (a.y + b.y) / 2);
    }

    /** An outline that cannot be drawn on a map. */
    private static final class OverTheEndException extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        OverTheEndException(String message) {
            super(message);
        }
    }
}
