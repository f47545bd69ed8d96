package org.gsprelabel.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.type.AttributeDescriptor;
import org.geotools.api.feature.type.GeometryDescriptor;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes features as a GeoJSON FeatureCollection (RFC 7946), one feature a line.
 *
 * <p>Guarantees: ids and order of the features and of their attributes stay; instants are ISO 8601 in UTC; numbers are the
 * shortest decimals that read back to the same double, NaN and infinities are null; polygons wind as the RFC says. A CRS
 * other than WGS 84 is named in a {@code crs} member, as in GeoJSON 2008 and as GeoServer does; features without a CRS
 * have {@code "crs": null}. The same features give the same bytes. One feature at a time is in memory.
 */
public final class GeoJsonWriter {

    private static final ObjectWriter JSON = JsonMapper.builder()
            .build()
            .writer()
            .with(new FeatureLines())
            .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .without(StreamWriteFeature.AUTO_CLOSE_CONTENT);

    /**
     * Writes a file, whole or not at all.
     *
     * @throws ExportException when it cannot be written; the message names the path and why
     */
    public void write(SimpleFeatureCollection features, Path target) {
        AtomicFile.write(target, out -> write(features, out));
    }

    /** Writes to a stream, in UTF-8, and leaves it open. */
    public void write(SimpleFeatureCollection features, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            CoordinateReferenceSystem crs = features.getSchema().getCoordinateReferenceSystem();
            json.writeStartObject();
            json.writeStringProperty("type", "FeatureCollection");
            writeCrs(json, crs);
            json.writeArrayPropertyStart("features");
            GeoJsonGeometryWriter geometries =
                    new GeoJsonGeometryWriter(json, crs != null && CrsNames.isNorthFirst(crs));
            try (SimpleFeatureIterator iterator = features.features()) {
                while (iterator.hasNext()) {
                    writeFeature(json, geometries, iterator.next());
                }
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private static void writeCrs(JsonGenerator json, @Nullable CoordinateReferenceSystem crs) {
        if (crs == null) {
            json.writeNullProperty("crs");
        } else if (!CrsNames.isDefault(crs)) {
            json.writeObjectPropertyStart("crs");
            json.writeStringProperty("type", "name");
            json.writeObjectPropertyStart("properties");
            json.writeStringProperty("name", CrsNames.nameOf(crs));
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static void writeFeature(JsonGenerator json, GeoJsonGeometryWriter geometries, SimpleFeature feature) {
        GeometryDescriptor main = feature.getFeatureType().getGeometryDescriptor();
        json.writeStartObject();
        json.writeStringProperty("type", "Feature");
        json.writeStringProperty("id", feature.getID());
        json.writeObjectPropertyStart("properties");
        for (AttributeDescriptor attribute : feature.getFeatureType().getAttributeDescriptors()) {
            if (!attribute.equals(main)) {
                json.writeName(attribute.getLocalName());
                writeValue(json, geometries, feature.getAttribute(attribute.getName()));
            }
        }
        json.writeEndObject();
        json.writeName("geometry");
        writeValue(json, geometries, feature.getDefaultGeometry());
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, GeoJsonGeometryWriter geometries, @Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Geometry geometry) {
            geometries.write(geometry);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Float || value instanceof Double) {
            writeNumber(json, (Number) value);
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else if (value instanceof Date date) {
            json.writeString(Instant.ofEpochMilli(date.getTime()).toString());
        } else {
            // An Instant too: its text is ISO 8601 in UTC.
            json.writeString(value.toString());
        }
    }

    private static void writeNumber(JsonGenerator json, Number number) {
        // A float as its own shortest decimal, not as that of the double it widens to.
        double value = number instanceof Float ? Double.parseDouble(number.toString()) : number.doubleValue();
        if (Double.isFinite(value)) {
            json.writeNumber(GeoJsonNumbers.text(value));
        } else {
            json.writeNull();
        }
    }
}
