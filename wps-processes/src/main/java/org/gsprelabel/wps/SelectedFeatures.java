package org.gsprelabel.wps;

import java.util.BitSet;
import java.util.NoSuchElementException;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.collection.BaseSimpleFeatureCollection;
import org.jspecify.annotations.Nullable;

/** Some features of a collection that gives them in the same order whenever it is read. */
final class SelectedFeatures extends BaseSimpleFeatureCollection {

    private final SimpleFeatureCollection all;
    private final BitSet selected;

    /** @param selected positions of the features wanted */
    SelectedFeatures(SimpleFeatureCollection all, BitSet selected) {
        super(all.getSchema());
        this.all = all;
        this.selected = selected;
    }

    @Override
    public int size() {
        return selected.cardinality();
    }

    @Override
    public SimpleFeatureIterator features() {
        SimpleFeatureIterator iterator = all.features();
        return new SimpleFeatureIterator() {
            private int position = -1;
            private @Nullable SimpleFeature next;

            @Override
            public boolean hasNext() {
                while (next == null && iterator.hasNext()) {
                    SimpleFeature feature = iterator.next();
                    position++;
                    if (selected.get(position)) {
                        next = feature;
                    }
                }
                return next != null;
            }

            @Override
            public SimpleFeature next() {
                if (!hasNext() || next == null) {
                    throw new NoSuchElementException();
                }
                SimpleFeature feature = next;
                next = null;
                return feature;
            }

            @Override
            public void close() {
                iterator.close();
            }
        };
    }
}
