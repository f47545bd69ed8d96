package org.gsprelabel.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.geom.util.GeometryFixer;

/** Makes sure that what a step gives is a shape that later steps can work with. */
final class ShapeRepair {

    private ShapeRepair() {}

    /** A valid polygon or multipolygon that is not empty: the shape itself, or mended by {@link GeometryFixer}; else empty. */
    static Optional<Geometry> valid(Geometry shape) {
        try {
            return polygonal(shape.isValid() ? shape : GeometryFixer.fix(shape));
        } catch (TopologyException | IllegalArgumentException e) {
            // The caller keeps what it had before, and counts that.
            return Optional.empty();
        }
    }

    /** The polygons of a geometry; empty when it has none. */
    static Optional<Geometry> polygonal(Geometry shape) {
        List<Polygon> parts = new ArrayList<>();
        for (int i = 0; i < shape.getNumGeometries(); i++) {
            if (shape.getGeometryN(i) instanceof Polygon part && part.getArea() > 0) {
                parts.add(part);
            }
        }
        return switch (parts.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(parts.get(0));
            default -> Optional.of(shape.getFactory().createMultiPolygon(parts.toArray(Polygon[]::new)));
        };
    }
}
