package org.gsprelabel.wps.publish;

import java.util.function.LongConsumer;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.collection.BaseSimpleFeatureCollection;

/** Features as they are, and somebody who is told of each before it is given out: to report progress, or to stop by throwing. */
public final class WatchedFeatures extends BaseSimpleFeatureCollection {

    private final SimpleFeatureCollection features;
    private final LongConsumer watcher;

    /** @param watcher given the number of the feature in its iteration, from 1 */
    public WatchedFeatures(SimpleFeatureCollection features, LongConsumer watcher) {
        super(features.getSchema());
        this.features = features;
        this.watcher = watcher;
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
        return new SimpleFeatureIterator() {
            private long number;

            @Override
            public boolean hasNext() {
                return given.hasNext();
            }

            @Override
            public SimpleFeature next() {
                watcher.accept(++number);
                return given.next();
            }

            @Override
            public void close() {
                given.close();
            }
        };
    }
}
