package org.gsprelabel.geotools.features;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.util.GeometryFixer;

/** Finds out whether a value is a polygon that can be worked with, and repairs it when it can be. */
public final class PolygonRepair {

    /** Largest coordinate that is worked with: far beyond the Earth in millimetres, and its square is a number yet. */
    private static final double MAX_COORDINATE = 1e15;

    private PolygonRepair() {}

    /**
     * The valid polygon or multipolygon of a value: itself when it is valid, else as {@link GeometryFixer} mends it. A
     * multipolygon of one part becomes that part. Empty for null, other geometries, coordinates that are no finite
     * numbers or beyond {@value #MAX_COORDINATE}, and shapes without area.
     */
    public static Optional<Geometry> polygonal(@Nullable Object value) {
        if (!(value instanceof Geometry geometry) || !(geometry instanceof Polygonal) || !isPlace(geometry)) {
            return Optional.empty();
        }
        Geometry valid = geometry.isValid() ? geometry : GeometryFixer.fix(geometry);
        if (valid.isEmpty() || !(valid instanceof Polygonal)) {
            return Optional.empty();
        }
        return Optional.of(
                valid instanceof MultiPolygon && valid.getNumGeometries() == 1
                        ? (Polygon) valid.getGeometryN(0)
                        : valid);
    }

    private static boolean isPlace(Geometry geometry) {
        for (Coordinate coordinate : geometry.getCoordinates()) {
            if (!(Math.abs(coordinate.x) <= MAX_COORDINATE && Math.abs(coordinate.y) <= MAX_COORDINATE)) {
                return false;
            }
        }
        return true;
    }
}
