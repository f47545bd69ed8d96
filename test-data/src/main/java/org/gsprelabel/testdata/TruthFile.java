package org.gsprelabel.testdata;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes ground truth as GeoJSON (RFC 7946, with the older {@code crs} member where it is not longitude, latitude). */
final class TruthFile {

    private TruthFile() {}

    static void write(Scene scene, Path file) throws IOException {
        Georeference georeference = scene.spec().georeference();
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty("type", "FeatureCollection");
            if (!georeference.isGeographic()) {
                json.writeObjectPropertyStart("crs");
                json.writeStringProperty("type", "name");
                json.writeObjectPropertyStart("properties");
                json.writeStringProperty("name", "urn:ogc:def:crs:EPSG::" + georeference.epsg());
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeArrayPropertyStart("features");
            int id = 0;
            for (TruthObject object : scene.truth()) {
                writeFeature(json, ++id, object, georeference.toWorld(object.pixels()));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void writeFeature(JsonGenerator json, int id, TruthObject object, Polygon world) {
        json.writeStartObject();
        json.writeStringProperty("type", "Feature");
        json.writeNumberProperty("id", id);
        json.writeObjectPropertyStart("properties");
        json.writeStringProperty("class_name", object.className());
        json.writeNumberProperty("pixels", object.pixels().getArea());
        json.writeEndObject();
        json.writeObjectPropertyStart("geometry");
        json.writeStringProperty("type", "Polygon");
        json.writeArrayPropertyStart("coordinates");
        writeRing(json, world.getExteriorRing(), true);
        for (int i = 0; i < world.getNumInteriorRing(); i++) {
            writeRing(json, world.getInteriorRingN(i), false);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeRing(JsonGenerator json, LinearRing ring, boolean counterClockwise) {
        boolean asIs = Orientation.isCCW(ring.getCoordinateSequence()) == counterClockwise;
        LinearRing ordered = asIs ? ring : ring.reverse();
        json.writeStartArray();
        for (Coordinate c : ordered.getCoordinates()) {
            json.writeStartArray();
            json.writeNumber(c.x);
            json.writeNumber(c.y);
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
