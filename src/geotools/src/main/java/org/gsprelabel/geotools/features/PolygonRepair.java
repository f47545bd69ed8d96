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

    private PolygonRepair() {}

    /**
     * The valid polygon or multipolygon of a value: itself when it is valid, else as {@link GeometryFixer} mends it. A
     * multipolygon of one part becomes that part. Empty for null, other geometries, coordinates that are no finite
     * numbers, and shapes without area.
     */
    public static Optional<Geometry> polygonal(@Nullable Object value) {
        if (!(value instanceof Geometry geometry) || !(geometry instanceof Polygonal) || !isFinite(geometry)) {
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

    private static boolean isFinite(Geometry geometry) {
        for (Coordinate coordinate : geometry.getCoordinates()) {
            if (!Double.isFinite(coordinate.x) || !Double.isFinite(coordinate.y)) {
                return false;
            }
        }
        return true;
    }
}
