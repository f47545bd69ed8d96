package org.gsprelabel.export;

import java.nio.file.Path;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import tools.jackson.databind.JsonNode;

/**
 * Reads features from GeoJSON: what {@link GeoJsonWriter} wrote, or anybody else (RFC 7946, with the {@code crs} member of
 * GeoJSON 2008).
 *
 * <p>The whole file is checked at once, and then read anew, feature by feature, each time the collection is gone through:
 * it may be larger than memory. Attributes keep the order in which they first occur; see {@link GeoJsonFeatures} for ids.
 */
public final class GeoJsonReader {

    /**
     * The features of a file.
     *
     * @throws ExportException when the file is missing or malformed; the message names it and, where there is one, the
     *     feature (counted from 1), line and column
     */
    public SimpleFeatureCollection read(Path file) {
        try (GeoJsonParser parser = GeoJsonParser.open(file)) {
            GeoJsonSchema schema = new GeoJsonSchema();
            GeoJsonGeometryReader geometries = new GeoJsonGeometryReader(false);
            Envelope bounds = new Envelope();
            int size = 0;
            for (JsonNode feature = parser.next(); feature != null; feature = parser.next()) {
                try {
                    schema.learn(feature.path("properties"));
                    JsonNode geometry = feature.path("geometry");
                    if (geometry.isObject()) {
                        bounds.expandToInclude(geometries.read(geometry).getEnvelopeInternal());
                    }
                } catch (IllegalArgumentException e) {
                    throw parser.problemOfFeature(e);
                }
                size++;
            }
            CoordinateReferenceSystem crs = crs(parser);
            boolean northFirst = crs != null && CrsNames.isNorthFirst(crs);
            ReferencedEnvelope envelope = northFirst
                    ? new ReferencedEnvelope(
                            bounds.getMinY(), bounds.getMaxY(), bounds.getMinX(), bounds.getMaxX(), crs)
                    : new ReferencedEnvelope(bounds, crs);
            return new GeoJsonFeatures(file, schema.build(crs), new GeoJsonGeometryReader(northFirst), size, envelope);
        }
    }

    private static @Nullable CoordinateReferenceSystem crs(GeoJsonParser parser) {
        JsonNode crs = parser.crs().orElse(null);
        if (crs == null) {
            return DefaultGeographicCRS.WGS84;
        }
        if (crs.isNull()) {
            return null;
        }
        try {
            return CrsNames.parse(crs.path("properties").path("name").asString(""));
        } catch (IllegalArgumentException e) {
            throw parser.problem(String.valueOf(e.getMessage()), e);
        }
    }
}
