package org.gsprelabel.wps.publish;

import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.collection.BaseSimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;

/**
 * Features with their ids in an attribute, since stores give ids of their own: what was published twice can be told by it, and
 * a published object be found again in a later run.
 */
final class IdentifiedFeatures extends BaseSimpleFeatureCollection {

    static final String OBJECT_ID = "object_id";

    private final SimpleFeatureCollection features;

    /** @param features without an attribute of that name */
    IdentifiedFeatures(SimpleFeatureCollection features) {
        super(withId(features.getSchema()));
        this.features = features;
    }

    static SimpleFeatureType withId(SimpleFeatureType given) {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.init(given);
        builder.add(OBJECT_ID, String.class);
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
        SimpleFeatureIterator given = features.features();
        SimpleFeatureBuilder builder = new SimpleFeatureBuilder(getSchema());
        return new SimpleFeatureIterator() {
            @Override
            public boolean hasNext() {
                return given.hasNext();
            }

            @Override
            public SimpleFeature next() {
                SimpleFeature feature = given.next();
                builder.addAll(feature.getAttributes());
                builder.add(feature.getID());
                return builder.buildFeature(feature.getID());
            }

            @Override
            public void close() {
                given.close();
            }
        };
    }
}
