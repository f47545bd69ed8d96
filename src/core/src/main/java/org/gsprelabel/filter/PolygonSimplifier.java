package org.gsprelabel.filter;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;

/**
 * Takes vertices out of outlines. Each polygon for itself: holes stay, no ring crosses another, and the result is valid.
 * Follows Douglas and Peucker (1973) as {@link TopologyPreservingSimplifier} implements it.
 */
public final class PolygonSimplifier {

    private PolygonSimplifier() {}

    /**
     * The simplified polygon or multipolygon; the input itself where nothing may move, or nothing would be left.
     *
     * @param polygon valid
     * @param tolerance largest distance between old and new outline, in the units of the coordinates; 0 changes nothing
     */
    public static Geometry simplify(Geometry polygon, double tolerance) {
        if (tolerance == 0) {
            return polygon;
        }
        Geometry simple = TopologyPreservingSimplifier.simplify(polygon, tolerance);
        Geometry valid = simple.isValid() ? simple : GeometryFixer.fix(simple);
        return valid.isEmpty() || !(valid instanceof Polygonal) ? polygon : valid;
    }
}
