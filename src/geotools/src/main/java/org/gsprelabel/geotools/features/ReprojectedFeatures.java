package org.gsprelabel.geotools.features;

import java.util.List;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.feature.type.AttributeDescriptor;
import org.geotools.api.feature.type.GeometryDescriptor;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.collection.BaseSimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.locationtech.jts.geom.Geometry;

/**
 * Features in another CRS, vertex by vertex, made while they are read. Ids, order and all attributes but the default geometry
 * stay.
 */
public final class ReprojectedFeatures extends BaseSimpleFeatureCollection {

    private final SimpleFeatureCollection features;
    private final MathTransform transform;

    private ReprojectedFeatures(SimpleFeatureCollection features, SimpleFeatureType type, MathTransform transform) {
        super(type);
        this.features = features;
        this.transform = transform;
    }

    /**
     * Brings features to a CRS; the very features when they are in it.
     *
     * @throws IllegalArgumentException when the features do not say in which CRS they are, or there is no way from it
     */
    public static SimpleFeatureCollection of(SimpleFeatureCollection features, CoordinateReferenceSystem target) {
        SimpleFeatureType given = features.getSchema();
        GeometryDescriptor geometry = given.getGeometryDescriptor();
        CoordinateReferenceSystem crs = geometry == null ? null : geometry.getCoordinateReferenceSystem();
        if (crs == null) {
            throw new IllegalArgumentException(
                    "features must say in which CRS they are to be brought to targetCRS, and they do not");
        }
        if (CRS.equalsIgnoreMetadata(crs, target)) {
            return features;
        }
        try {
            return new ReprojectedFeatures(features, typeIn(given, target), CRS.findMathTransform(crs, target, true));
        } catch (FactoryException e) {
            throw new IllegalArgumentException(
                    "targetCRS '" + target.getName().getCode() + "' cannot be reached from '"
                            + crs.getName().getCode() + "', the CRS of the features",
                    e);
        }
    }

    private static SimpleFeatureType typeIn(SimpleFeatureType given, CoordinateReferenceSystem crs) {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setName(given.getName());
        GeometryDescriptor geometry = given.getGeometryDescriptor();
        for (AttributeDescriptor attribute : given.getAttributeDescriptors()) {
            if (attribute.equals(geometry)) {
                builder.add(geometry.getLocalName(), geometry.getType().getBinding(), crs);
            } else {
                builder.add(attribute);
            }
        }
        builder.setDefaultGeometry(geometry.getLocalName());
        return builder.buildFeatureType();
    }

    @Override
    public int size() {
        return features.size();
    }

    @Override
    public boolean isEmpty() {
        return features.isEmpty();
    }

    @Override
    public SimpleFeatureIterator features() {
        return new Features(features.features());
    }

    private final class Features implements SimpleFeatureIterator {

        private final SimpleFeatureIterator given;
        private final SimpleFeatureBuilder builder = new SimpleFeatureBuilder(getSchema());
        private final int place =
                getSchema().indexOf(getSchema().getGeometryDescriptor().getName());

        Features(SimpleFeatureIterator given) {
            this.given = given;
        }

        @Override
        public boolean hasNext() {
            return given.hasNext();
        }

        @Override
        public SimpleFeature next() {
            SimpleFeature feature = given.next();
            List<Object> values = feature.getAttributes();
            builder.addAll(values);
            if (values.get(place) instanceof Geometry geometry) {
                builder.set(place, reprojected(feature, geometry));
            }
            return builder.buildFeature(feature.getID());
        }

        private Geometry reprojected(SimpleFeature feature, Geometry geometry) {
            try {
                return JTS.transform(geometry, transform);
            } catch (TransformException e) {
                throw new IllegalArgumentException(
                        "targetCRS is not defined where feature " + feature.getID() + " lies, at "
                                + geometry.getEnvelopeInternal() + "; choose another",
                        e);
            }
        }

        @Override
        public void close() {
            given.close();
        }
    }
}
