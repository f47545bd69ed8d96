package org.gsprelabel.export;

import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.feature.type.AttributeDescriptor;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.collection.BaseSimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The features of a GeoJSON file, read from it each time they are gone through. A feature without an id gets
 * {@code feature.N}, N being its place in the file from 1.
 */
final class GeoJsonFeatures extends BaseSimpleFeatureCollection {

    private final Path file;
    private final GeoJsonGeometryReader geometries;
    private final int size;
    private final ReferencedEnvelope bounds;

    GeoJsonFeatures(
            Path file, SimpleFeatureType type, GeoJsonGeometryReader geometries, int size, ReferencedEnvelope bounds) {
        super(type);
        this.file = file;
        this.geometries = geometries;
        this.size = size;
        this.bounds = bounds;
    }

    @Override
    public SimpleFeatureIterator features() {
        return new FeatureIterator(GeoJsonParser.open(file));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
    }

    @Override
    public ReferencedEnvelope getBounds() {
        return new ReferencedEnvelope(bounds);
    }

    private final class FeatureIterator implements SimpleFeatureIterator {

        private final GeoJsonParser parser;
        private final SimpleFeatureBuilder builder = new SimpleFeatureBuilder(getSchema());
        private @Nullable JsonNode next;
        private long place;

        FeatureIterator(GeoJsonParser parser) {
            this.parser = parser;
            this.next = parser.next();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public SimpleFeature next() {
            JsonNode node = next;
            if (node == null) {
                throw new NoSuchElementException();
            }
            place++;
            SimpleFeature feature;
            try {
                feature = feature(node);
            } catch (IllegalArgumentException e) {
                throw parser.problemOfFeature(e);
            }
            next = parser.next();
            return feature;
        }

        private SimpleFeature feature(JsonNode node) {
            JsonNode properties = node.path("properties");
            for (AttributeDescriptor attribute : getSchema().getAttributeDescriptors()) {
                String name = attribute.getLocalName();
                if (name.equals(GeoJsonSchema.GEOMETRY)) {
                    JsonNode geometry = node.path("geometry");
                    builder.add(geometry.isObject() ? geometries.read(geometry) : null);
                } else {
                    builder.add(GeoJsonSchema.value(
                            properties.path(name), attribute.getType().getBinding()));
                }
            }
            return builder.buildFeature(node.path("id").asString("feature." + place));
        }

        @Override
        public void close() {
            parser.close();
        }
    }
}
