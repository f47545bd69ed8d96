package org.gsprelabel.wps;

import java.util.Arrays;
import java.util.BitSet;
import java.util.NoSuchElementException;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.collection.BaseSimpleFeatureCollection;
import org.jspecify.annotations.Nullable;

/**
 * Some features of a collection, without a copy of them. The collection must give the same features in the same order when
 * it is read again; one that does not is noticed by the ids, and reading fails rather than to give the wrong ones.
 */
final class SelectedFeatures extends BaseSimpleFeatureCollection {

    /** Takes note of features while they are read for the first time. */
    static final class Builder {

        private final BitSet selected = new BitSet();
        private int[] ids = new int[1024];
        private int count;

        void add(SimpleFeature feature, boolean isSelected) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, 2 * count);
            }
            ids[count] = feature.getID().hashCode();
            selected.set(count, isSelected);
            count++;
        }

        /** How many are selected. */
        int size() {
            return selected.cardinality();
        }

        SelectedFeatures of(SimpleFeatureCollection all) {
            return new SelectedFeatures(all, selected, Arrays.copyOf(ids, count));
        }
    }

    private final SimpleFeatureCollection all;
    private final BitSet selected;
    private final int[] ids;

    private SelectedFeatures(SimpleFeatureCollection all, BitSet selected, int[] ids) {
        super(all.getSchema());
        this.all = all;
        this.selected = selected;
        this.ids = ids;
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
                    if (position >= ids.length
                            || ids[position] != feature.getID().hashCode()) {
                        throw new IllegalStateException("features came in another order when they were read again, at "
                                + feature.getID() + "; give them sorted");
                    }
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
