package org.gsprelabel.shape;

import java.util.ArrayList;
import java.util.List;
import org.gsprelabel.filter.AreaCalculator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Fills small holes. What lies in a hole, such as an object of another class, stays as it is. */
public final class HoleRemover {

    private HoleRemover() {}

    /**
     * The shape without its small holes; the input itself where there are none.
     *
     * @param shape valid polygon or multipolygon
     * @param minArea holes of less than so many square metres on the ellipsoid are filled
     */
    public static Geometry remove(Geometry shape, double minArea, AreaCalculator area) {
        GeometryFactory factory = shape.getFactory();
        List<Polygon> parts = new ArrayList<>();
        boolean changed = false;
        for (int i = 0; i < shape.getNumGeometries(); i++) {
            Polygon part = (Polygon) shape.getGeometryN(i);
            List<LinearRing> holes = new ArrayList<>();
            for (int hole = 0; hole < part.getNumInteriorRing(); hole++) {
                LinearRing ring = part.getInteriorRingN(hole);
                if (area.squareMetres(factory.createPolygon(ring)) >= minArea) {
                    holes.add(ring);
                }
            }
            boolean fills = holes.size() < part.getNumInteriorRing();
            parts.add(fills ? factory.createPolygon(part.getExteriorRing(), holes.toArray(LinearRing[]::new)) : part);
            changed |= fills;
        }
        if (!changed) {
            return shape;
        }
        return parts.size() == 1 ? parts.get(0) : factory.createMultiPolygon(parts.toArray(Polygon[]::new));
    }
}
