package org.gsprelabel.export;

import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.core.JsonGenerator;

/**
 * Writes a geometry as RFC 7946 section 3.1 says: outer rings counter-clockwise, holes clockwise. Two dimensions; other
 * ordinates are left out.
 */
final class GeoJsonGeometryWriter {

    private final JsonGenerator json;
    private final boolean northFirst;

    /**
     * Prepares to write to a generator.
     *
     * @param northFirst whether the geometries have y before x, which GeoJSON never has
     */
    GeoJsonGeometryWriter(JsonGenerator json, boolean northFirst) {
        this.json = json;
        this.northFirst = northFirst;
    }

    void write(Geometry geometry) {
        json.writeStartObject();
        json.writeStringProperty("type", geometry.getGeometryType());
        if (geometry.getClass() == GeometryCollection.class) {
            json.writeArrayPropertyStart("geometries");
            for (int i = 0; i < geometry.getNumGeometries(); i++) {
                write(geometry.getGeometryN(i));
            }
            json.writeEndArray();
        } else {
            json.writeName("coordinates");
            writeCoordinates(geometry);
        }
        json.writeEndObject();
    }

    private void writeCoordinates(Geometry geometry) {
        if (geometry instanceof Point point) {
            writePoint(point);
        } else if (geometry instanceof LineString line) {
            writeSequence(line.getCoordinateSequence(), false);
        } else if (geometry instanceof Polygon polygon) {
            json.writeStartArray();
            if (!polygon.isEmpty()) {
                writeRing(polygon.getExteriorRing(), true);
                for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
                    writeRing(polygon.getInteriorRingN(i), false);
                }
            }
            json.writeEndArray();
        } else {
            json.writeStartArray();
            for (int i = 0; i < geometry.getNumGeometries(); i++) {
                writeCoordinates(geometry.getGeometryN(i));
            }
            json.writeEndArray();
        }
    }

    private void writePoint(Point point) {
        if (point.isEmpty()) {
            json.writeStartArray();
            json.writeEndArray();
        } else {
            Coordinate c = point.getCoordinate();
            writePosition(c.x, c.y);
        }
    }

    private void writeRing(LinearRing ring, boolean counterClockwise) {
        CoordinateSequence sequence = ring.getCoordinateSequence();
        // Exchanging x and y mirrors a ring, and so turns it round.
        boolean isCounterClockwise = Orientation.isCCW(sequence) != northFirst;
        writeSequence(sequence, isCounterClockwise != counterClockwise);
    }

    private void writeSequence(CoordinateSequence sequence, boolean backwards) {
        json.writeStartArray();
        int size = sequence.size();
        for (int i = 0; i < size; i++) {
            int index = backwards ? size - 1 - i : i;
            writePosition(sequence.getX(index), sequence.getY(index));
        }
        json.writeEndArray();
    }

    private void writePosition(double first, double second) {
        json.writeStartArray();
        json.writeNumber(GeoJsonNumbers.text(northFirst ? second : first));
        json.writeNumber(GeoJsonNumbers.text(northFirst ? first : second));
        json.writeEndArray();
    }
}
