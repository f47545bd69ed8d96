package org.gsprelabel.acceptance.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/** Reads the polygons of feature collections, one geometry a feature, with the coordinates as they stand. */
public final class Polygons {

    private static final GeometryFactory FACTORY = new GeometryFactory();

    private Polygons() {}

    /**
     * Those of GeoJSON.
     *
     * @throws IllegalArgumentException when it is no feature collection, or a geometry is no polygon or multipolygon
     */
    public static List<Geometry> of(JsonNode collection) {
        if (!collection.path("features").isArray()) {
            throw new IllegalArgumentException("no feature collection but a " + collection.path("type"));
        }
        List<Geometry> geometries = new ArrayList<>();
        for (JsonNode feature : collection.path("features")) {
            geometries.add(geometry(feature.path("geometry")));
        }
        return geometries;
    }

    /** Those of GML 2, as a WFS 1.0 collection holds them. */
    public static List<Geometry> of(Xml collection) {
        List<Geometry> geometries = new ArrayList<>();
        for (Element feature : collection.elements("featureMember")) {
            geometries.add(FACTORY.createMultiPolygon(Xml.below(feature, "Polygon").stream()
                    .map(Polygons::polygon)
                    .toArray(Polygon[]::new)));
        }
        return geometries;
    }

    private static Polygon polygon(Element polygon) {
        LinearRing[] outer = rings(polygon, "outerBoundaryIs");
        return FACTORY.createPolygon(outer[0], rings(polygon, "innerBoundaryIs"));
    }

    private static LinearRing[] rings(Element polygon, String boundary) {
        return Xml.below(polygon, boundary).stream()
                .map(ring ->
                        Xml.below(ring, "coordinates").get(0).getTextContent().strip())
                .map(Polygons::ring)
                .toArray(LinearRing[]::new);
    }

    private static LinearRing ring(String coordinates) {
        return FACTORY.createLinearRing(Arrays.stream(coordinates.split("\\s+"))
                .map(position -> position.split(","))
                .map(position -> new Coordinate(Double.parseDouble(position[0]), Double.parseDouble(position[1])))
                .toArray(Coordinate[]::new));
    }

    private static Geometry geometry(JsonNode geometry) {
        JsonNode coordinates = geometry.path("coordinates");
        String type = geometry.path("type").asString("");
        return switch (type) {
            case "Polygon" -> polygon(coordinates);
            case "MultiPolygon" ->
                FACTORY.createMultiPolygon(
                        coordinates.valueStream().map(Polygons::polygon).toArray(Polygon[]::new));
            default -> throw new IllegalArgumentException("no polygon but '" + type + "'");
        };
    }

    private static Polygon polygon(JsonNode rings) {
        LinearRing[] all = rings.valueStream().map(Polygons::ring).toArray(LinearRing[]::new);
        LinearRing[] holes = new LinearRing[all.length - 1];
        System.arraycopy(all, 1, holes, 0, holes.length);
        return FACTORY.createPolygon(all[0], holes);
    }

    private static LinearRing ring(JsonNode positions) {
        return FACTORY.createLinearRing(positions
                .valueStream()
                .map(position -> new Coordinate(
                        position.get(0).asDouble(), position.get(1).asDouble()))
                .toArray(Coordinate[]::new));
    }
}
