package org.gsprelabel.geotools.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryTransformer;

/**
 * Carries polygons through a mapping that bends straight edges: an edge is halved until the image of its middle lies within
 * {@value #TOLERANCE} of the middle of its image, and at least twice, so that a bend with a turning point in the middle is
 * seen. More than {@value #MAX_DEPTH} times is not needed by any edge that a projection shows.
 */
final class CurvedEdges {

    private static final double TOLERANCE = 1.0 / 16;
    private static final int MIN_DEPTH = 2;
    private static final int MAX_DEPTH = 12;

    private final UnaryOperator<Coordinate> mapping;

    /** @param mapping of a coordinate; the tolerance is in units of its images */
    CurvedEdges(UnaryOperator<Coordinate> mapping) {
        this.mapping = mapping;
    }

    /** The image of a polygon or multipolygon. */
    Geometry map(Geometry polygonal) {
        return new GeometryTransformer() {
            @Override
            protected Geometry transformLinearRing(LinearRing ring, Geometry parent) {
                return factory.createLinearRing(mapped(ring.getCoordinates()));
            }

            @Override
            protected Geometry transformPolygon(Polygon polygon, Geometry parent) {
                GeometryFactory made = polygon.getFactory();
                LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
                for (int i = 0; i < holes.length; i++) {
                    holes[i] = made.createLinearRing(
                            mapped(polygon.getInteriorRingN(i).getCoordinates()));
                }
                return made.createPolygon(
                        made.createLinearRing(mapped(polygon.getExteriorRing().getCoordinates())), holes);
            }
        }.transform(polygonal);
    }

    private Coordinate[] mapped(Coordinate[] ring) {
        List<Coordinate> images = new ArrayList<>();
        Coordinate first = mapping.apply(ring[0]);
        images.add(first);
        Coordinate before = first;
        for (int i = 1; i < ring.length; i++) {
            Coordinate image = i == ring.length - 1 ? first.copy() : mapping.apply(ring[i]);
            addBetween(ring[i - 1], before, ring[i], image, 0, images);
            images.add(image);
            before = image;
        }
        return images.toArray(Coordinate[]::new);
    }

    private void addBetween(
            Coordinate from,
            Coordinate fromImage,
            Coordinate to,
            Coordinate toImage,
            int depth,
            List<Coordinate> images) {
        Coordinate middle = new Coordinate((from.x + to.x) / 2, (from.y + to.y) / 2);
        Coordinate image = mapping.apply(middle);
        double bend = image.distance(new Coordinate((fromImage.x + toImage.x) / 2, (fromImage.y + toImage.y) / 2));
        if (depth >= MAX_DEPTH || (depth >= MIN_DEPTH && bend <= TOLERANCE)) {
            return;
        }
        addBetween(from, fromImage, middle, image, depth + 1, images);
        images.add(image);
        addBetween(middle, image, to, toImage, depth + 1, images);
    }
}
