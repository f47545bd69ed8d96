package org.gsprelabel.export;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.feature.type.AttributeDescriptor;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.JsonNode;

/**
 * The attributes of a GeoJSON file, learnt from the values of all its features: numbers are Double, texts String, true and
 * false Boolean; {@code timestamp} is an instant. What has no value at all is what predictions have under that name, else text. What is sometimes one and sometimes another, and what is an array or
 * object, is its text.
 */
final class GeoJsonSchema {

    static final String GEOMETRY = "geometry";
    private static final String TIMESTAMP = "timestamp";
    private static final SimpleFeatureType PREDICTIONS = PredictionSchema.in(DefaultGeographicCRS.WGS84);

    private final Map<String, Class<?>> types = new LinkedHashMap<>();

    /**
     * Learns from the properties of one feature.
     *
     * @throws IllegalArgumentException when they cannot be attributes
     */
    void learn(JsonNode properties) {
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            String name = property.getKey();
            if (name.equals(GEOMETRY)) {
                throw new IllegalArgumentException("no property may be named \"" + GEOMETRY + "\"");
            }
            types.merge(
                    name,
                    typeOf(name, property.getValue()),
                    (a, b) -> a == b || b == Void.class ? a : a == Void.class ? b : String.class);
        }
    }

    SimpleFeatureType build(@Nullable CoordinateReferenceSystem crs) {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName("predictions");
        builder.setCRS(crs);
        builder.add(GEOMETRY, Geometry.class);
        types.forEach((name, type) -> builder.add(name, type == Void.class ? typeWithoutValues(name) : type));
        return builder.buildFeatureType();
    }

    /** So that predictions of which none has a score of some kind go together with those that have. */
    private static Class<?> typeWithoutValues(String name) {
        AttributeDescriptor known = PREDICTIONS.getDescriptor(name);
        return known != null && Number.class.isAssignableFrom(known.getType().getBinding())
                ? Double.class
                : String.class;
    }

    /**
     * A property as the value of an attribute.
     *
     * @throws IllegalArgumentException when it cannot be
     */
    static @Nullable Object value(JsonNode node, Class<?> type) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (type == Double.class) {
            return node.doubleValue();
        }
        if (type == Boolean.class) {
            return node.booleanValue();
        }
        if (type == Date.class) {
            return instant(node.asString());
        }
        return node.isString() ? node.asString() : node.toString();
    }

    private static Class<?> typeOf(String name, JsonNode node) {
        if (node.isNull()) {
            return Void.class;
        }
        if (name.equals(TIMESTAMP)) {
            instant(node.asString(""));
            return Date.class;
        }
        return node.isNumber() ? Double.class : node.isBoolean() ? Boolean.class : String.class;
    }

    private static Date instant(String text) {
        try {
            return Date.from(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    TIMESTAMP + " must be an ISO 8601 instant like 2026-01-02T03:04:05Z, got \"" + text + "\"", e);
        }
    }
}
