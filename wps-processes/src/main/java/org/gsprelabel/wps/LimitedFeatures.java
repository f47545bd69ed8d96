package org.gsprelabel.wps;

import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.collection.BaseSimpleFeatureCollection;
import org.gsprelabel.wps.limits.Safeguards;

/** A collection that may be larger than safeguards allow: reading it fails at the first feature that is too much. */
final class LimitedFeatures extends BaseSimpleFeatureCollection {

    private final SimpleFeatureCollection all;
    private final String name;
    private final Safeguards safeguards;

    private LimitedFeatures(SimpleFeatureCollection all, String name, Safeguards safeguards) {
        super(all.getSchema());
        this.all = all;
        this.name = name;
        this.safeguards = safeguards;
    }

    /** @param name of the input that they were given as */
    static SimpleFeatureCollection of(SimpleFeatureCollection all, String name, Safeguards safeguards) {
        return new LimitedFeatures(all, name, safeguards);
    }

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public boolean isEmpty() {
        return all.isEmpty();
    }

    @Override
    public SimpleFeatureIterator features() {
        SimpleFeatureIterator iterator = all.features();
        return new SimpleFeatureIterator() {
            private long count;

            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public SimpleFeature next() {
                safeguards.requireFeatures(name, ++count);
                return iterator.next();
            }

            @Override
            public void close() {
                iterator.close();
            }
        };
    }
}
