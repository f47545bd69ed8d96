package org.gsprelabel.geotools.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

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

    /** @param mapping of a coordinate, not finite where it has no image; the tolerance is in units of its images */
    CurvedEdges(UnaryOperator<Coordinate> mapping) {
        this.mapping = mapping;
    }

    /** The image of a polygon or multipolygon; empty when a point of an edge has none. */
    Optional<Geometry> map(Geometry polygonal) {
        Polygon[] images = new Polygon[polygonal.getNumGeometries()];
        for (int i = 0; i < images.length; i++) {
            Optional<Polygon> image = map((Polygon) polygonal.getGeometryN(i));
            if (image.isEmpty()) {
                return Optional.empty();
            }
            images[i] = image.get();
        }
        return Optional.of(
                images.length == 1 ? images[0] : polygonal.getFactory().createMultiPolygon(images));
    }

    private Optional<Polygon> map(Polygon polygon) {
        Optional<LinearRing> shell = map(polygon.getExteriorRing());
        LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
        for (int i = 0; i < holes.length; i++) {
            Optional<LinearRing> hole = map(polygon.getInteriorRingN(i));
            if (hole.isEmpty()) {
                return Optional.empty();
            }
            holes[i] = hole.get();
        }
        return shell.map(outer -> polygon.getFactory().createPolygon(outer, holes));
    }

    private Optional<LinearRing> map(LinearRing edges) {
        Coordinate[] ring = edges.getCoordinates();
        List<Coordinate> images = new ArrayList<>();
        Coordinate first = mapping.apply(ring[0]);
        images.add(first);
        Coordinate before = first;
        for (int i = 1; i < ring.length; i++) {
            Coordinate image = i == ring.length - 1 ? first.copy() : mapping.apply(ring[i]);
            if (!isFinite(before) || !isFinite(image) || !addBetween(ring[i - 1], before, ring[i], image, 0, images)) {
                return Optional.empty();
            }
            images.add(image);
            before = image;
        }
        return Optional.of(edges.getFactory().createLinearRing(images.toArray(Coordinate[]::new)));
    }

    /** Adds what lies between two images; false when a point has none. */
    private boolean addBetween(
            Coordinate from,
            Coordinate fromImage,
            Coordinate to,
            Coordinate toImage,
            int depth,
            List<Coordinate> images) {
        Coordinate middle = new Coordinate((from.x + to.x) / 2, (from.y + to.y) / 2);
        Coordinate image = mapping.apply(middle);
        if (!isFinite(image)) {
            return false;
        }
        double bend = image.distance(new Coordinate((fromImage.x + toImage.x) / 2, (fromImage.y + toImage.y) / 2));
        if (depth >= MAX_DEPTH || (depth >= MIN_DEPTH && bend <= TOLERANCE)) {
            return true;
        }
        if (!addBetween(from, fromImage, middle, image, depth + 1, images)) {
            return false;
        }
        images.add(image);
        return addBetween(middle, image, to, toImage, depth + 1, images);
    }

    /** Whether a coordinate lies anywhere. */
    static boolean isFinite(Coordinate coordinate) {
        return Double.isFinite(coordinate.x) && Double.isFinite(coordinate.y);
    }
}
