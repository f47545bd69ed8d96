package org.gsprelabel.wps;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.collection.BaseSimpleFeatureCollection;
import org.gsprelabel.candidate.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Some features of a collection, without a copy of them: those that are kept, or those that are rejected. The collection must
 * give the same features in the same order when it is read again; one that does not is noticed by ids and number, and reading
 * fails rather than to give the wrong ones.
 */
final class SelectedFeatures extends BaseSimpleFeatureCollection {

    /** Makes the feature that is given of one that is read; empty to leave it out. */
    @FunctionalInterface
    private interface Selection {
        Optional<SimpleFeature> of(SimpleFeature feature, Optional<Rejection> rejection);
    }

    private final SimpleFeatureCollection all;
    private final Verdicts verdicts;
    private final int size;
    private final Selection selection;

    private SelectedFeatures(
            SimpleFeatureType type, SimpleFeatureCollection all, Verdicts verdicts, int size, Selection selection) {
        super(type);
        this.all = all;
        this.verdicts = verdicts;
        this.size = size;
        this.selection = selection;
    }

    /**
     * The features that are kept.
     *
     * @param type of what {@code form} gives
     * @param form how a feature is given
     */
    static SelectedFeatures kept(
            SimpleFeatureCollection all, Verdicts verdicts, SimpleFeatureType type, UnaryOperator<SimpleFeature> form) {
        return new SelectedFeatures(
                type,
                all,
                verdicts,
                verdicts.kept(),
                (feature, rejection) -> rejection.isEmpty() ? Optional.of(form.apply(feature)) : Optional.empty());
    }

    /** The features that are rejected, as they are, each with its reason. */
    static SelectedFeatures rejected(SimpleFeatureCollection all, Verdicts verdicts) {
        RejectedForm form = new RejectedForm(all.getSchema());
        return new SelectedFeatures(
                form.type(),
                all,
                verdicts,
                verdicts.size() - verdicts.kept(),
                (feature, rejection) -> rejection.map(reason -> form.of(feature, reason)));
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
                    next = selection.of(feature, verdicts.of(position, feature)).orElse(null);
                }
                if (next == null) {
                    verdicts.requireAll(position + 1);
                }
                return next != null;
            }

            @Override
            public SimpleFeature next() {
                if (!hasNext() || next == null) {
                    throw new NoSuchElementException("there are no more features");
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
