package org.gsprelabel.cli;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.feature.type.AttributeDescriptor;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.collection.BaseSimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.referencing.CRS;
import org.gsprelabel.export.CrsNames;
import org.jspecify.annotations.Nullable;

/**
 * Several collections one after the other. Attributes are those of all of them by name, in the order in which they first
 * occur; what a collection does not have is null.
 */
final class FeaturesInTurn extends BaseSimpleFeatureCollection {

    /**
     * A collection and where it comes from.
     *
     * @param name for messages
     * @param features the collection
     */
    record Source(String name, SimpleFeatureCollection features) {}

    private final List<Source> sources;

    private FeaturesInTurn(SimpleFeatureType type, List<Source> sources) {
        super(type);
        this.sources = List.copyOf(sources);
    }

    /**
     * The features of all sources; of a single one, the collection itself.
     *
     * @param sources at least one
     * @throws CommandException when their CRSs or the types of their attributes differ
     */
    static SimpleFeatureCollection of(List<Source> sources) {
        return sources.size() == 1 ? sources.get(0).features() : new FeaturesInTurn(type(sources), sources);
    }

    @Override
    public SimpleFeatureIterator features() {
        return new InTurn();
    }

    @Override
    public ReferencedEnvelope getBounds() {
        ReferencedEnvelope bounds = new ReferencedEnvelope(getSchema().getCoordinateReferenceSystem());
        for (Source source : sources) {
            bounds.expandToInclude(source.features().getBounds());
        }
        return bounds;
    }

    private static SimpleFeatureType type(List<Source> sources) {
        Source first = sources.get(0);
        CoordinateReferenceSystem crs = first.features().getSchema().getCoordinateReferenceSystem();
        Map<String, AttributeDescriptor> attributes = new LinkedHashMap<>();
        Map<String, String> origins = new LinkedHashMap<>();
        for (Source source : sources) {
            SimpleFeatureType type = source.features().getSchema();
            if (!isSame(crs, type.getCoordinateReferenceSystem())) {
                throw CommandException.unusableInput(
                        first.name() + " is in " + nameOf(crs) + " and " + source.name() + " in "
                                + nameOf(type.getCoordinateReferenceSystem())
                                + "; files can only be merged in one CRS.",
                        null);
            }
            for (AttributeDescriptor attribute : type.getAttributeDescriptors()) {
                String name = attribute.getLocalName();
                AttributeDescriptor known = attributes.putIfAbsent(name, attribute);
                origins.putIfAbsent(name, source.name());
                if (known != null
                        && known.getType().getBinding() != attribute.getType().getBinding()) {
                    throw CommandException.unusableInput(
                            "Attribute " + name + " is "
                                    + known.getType().getBinding().getSimpleName() + " in " + origins.get(name)
                                    + " and "
                                    + attribute.getType().getBinding().getSimpleName() + " in " + source.name() + ".",
                            null);
                }
            }
        }
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName(first.features().getSchema().getName());
        attributes.values().forEach(builder::add);
        return builder.buildFeatureType();
    }

    private static boolean isSame(@Nullable CoordinateReferenceSystem a, @Nullable CoordinateReferenceSystem b) {
        return (a == null || b == null) ? a == b : CRS.equalsIgnoreMetadata(a, b);
    }

    private static String nameOf(@Nullable CoordinateReferenceSystem crs) {
        return crs == null ? "no CRS" : CrsNames.nameOf(crs);
    }

    private final class InTurn implements SimpleFeatureIterator {

        private final Iterator<Source> remaining = sources.iterator();
        private final SimpleFeatureBuilder builder = new SimpleFeatureBuilder(getSchema());
        private @Nullable SimpleFeatureIterator current;

        @Override
        public boolean hasNext() {
            while (current == null || !current.hasNext()) {
                close();
                if (!remaining.hasNext()) {
                    return false;
                }
                current = remaining.next().features().features();
            }
            return true;
        }

        @Override
        public SimpleFeature next() {
            if (!hasNext() || current == null) {
                throw new NoSuchElementException();
            }
            SimpleFeature feature = current.next();
            for (AttributeDescriptor attribute : getSchema().getAttributeDescriptors()) {
                builder.add(feature.getAttribute(attribute.getLocalName()));
            }
            return builder.buildFeature(feature.getID());
        }

        @Override
        public void close() {
            if (current != null) {
                current.close();
                current = null;
            }
        }
    }
}
