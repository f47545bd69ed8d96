package org.gsprelabel.export;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.databind.JsonNode;

/** Reads a geometry as RFC 7946 section 3.1 says; of a position the first two numbers count. */
final class GeoJsonGeometryReader {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();
    private static final int LEAST_RING = 4;

    private final boolean northFirst;

    /**
     * Prepares to read.
     *
     * @param northFirst whether the geometries are to have y before x
     */
    GeoJsonGeometryReader(boolean northFirst) {
        this.northFirst = northFirst;
    }

    /**
     * The geometry of a node.
     *
     * @throws IllegalArgumentException when it is none; the message says what is wrong
     */
    Geometry read(JsonNode node) {
        String type = node.path("type").asString("");
        JsonNode coordinates = node.path("coordinates");
        return switch (type) {
            case "Point" -> point(coordinates);
            case "LineString" -> line(coordinates);
            case "Polygon" -> polygon(coordinates);
            case "MultiPoint" ->
                GEOMETRIES.createMultiPoint(
                        elements(coordinates).stream().map(this::point).toArray(Point[]::new));
            case "MultiLineString" ->
                GEOMETRIES.createMultiLineString(
                        elements(coordinates).stream().map(this::line).toArray(LineString[]::new));
            case "MultiPolygon" ->
                GEOMETRIES.createMultiPolygon(
                        elements(coordinates).stream().map(this::polygon).toArray(Polygon[]::new));
            case "GeometryCollection" ->
                GEOMETRIES.createGeometryCollection(elements(node.path("geometries")).stream()
                        .map(this::read)
                        .toArray(Geometry[]::new));
            default -> throw new IllegalArgumentException("geometry must have a type of GeoJSON, got \"" + type + "\"");
        };
    }

    static boolean isGeometryType(String type) {
        return switch (type) {
            case "Point",
                    "LineString",
                    "Polygon",
                    "MultiPoint",
                    "MultiLineString",
                    "MultiPolygon",
                    "GeometryCollection" -> true;
            default -> false;
        };
    }

    private Point point(JsonNode node) {
        return node.isArray() && node.isEmpty() ? GEOMETRIES.createPoint() : GEOMETRIES.createPoint(position(node));
    }

    private LineString line(JsonNode node) {
        Coordinate[] coordinates = positions(node);
        if (coordinates.length == 1) {
            throw new IllegalArgumentException("a line must have two positions or more, got 1");
        }
        return GEOMETRIES.createLineString(coordinates);
    }

    private Polygon polygon(JsonNode node) {
        List<LinearRing> rings = elements(node).stream().map(this::ring).toList();
        return rings.isEmpty()
                ? GEOMETRIES.createPolygon()
                : GEOMETRIES.createPolygon(
                        rings.get(0), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
    }

    private LinearRing ring(JsonNode node) {
        Coordinate[] coordinates = positions(node);
        if (coordinates.length < LEAST_RING) {
            throw new IllegalArgumentException(
                    "a ring must have " + LEAST_RING + " positions or more, got " + coordinates.length);
        }
        if (!coordinates[0].equals2D(coordinates[coordinates.length - 1])) {
            Coordinate first = coordinates[0];
            Coordinate last = coordinates[coordinates.length - 1];
            throw new IllegalArgumentException("a ring must end where it begins, got [" + first.x + ", " + first.y
                    + "] and [" + last.x + ", " + last.y + "]");
        }
        return GEOMETRIES.createLinearRing(coordinates);
    }

    private Coordinate[] positions(JsonNode node) {
        return elements(node).stream().map(this::position).toArray(Coordinate[]::new);
    }

    private Coordinate position(JsonNode node) {
        JsonNode x = node.path(0);
        JsonNode y = node.path(1);
        if (!x.isNumber() || !y.isNumber()) {
            throw new IllegalArgumentException(
                    "a position must be an array of two numbers or more, got " + brief(node));
        }
        return northFirst
                ? new Coordinate(y.doubleValue(), x.doubleValue())
                : new Coordinate(x.doubleValue(), y.doubleValue());
    }

    private static List<JsonNode> elements(JsonNode node) {
        if (!node.isArray()) {
            throw new IllegalArgumentException("coordinates must be an array, got " + brief(node));
        }
        List<JsonNode> elements = new ArrayList<>(node.size());
        node.forEach(elements::add);
        return elements;
    }

    private static String brief(JsonNode node) {
        if (node.isMissingNode()) {
            return "nothing";
        }
        String text = node.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
