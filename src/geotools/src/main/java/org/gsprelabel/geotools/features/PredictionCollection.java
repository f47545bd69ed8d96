package org.gsprelabel.geotools.features;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.feature.collection.BaseSimpleFeatureCollection;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.pipeline.SpillStore;
import org.jspecify.annotations.Nullable;

/**
 * Predictions as a feature collection that is made feature by feature while it is read, any number of times: candidates
 * stay in their stores, and large results on disk.
 */
public final class PredictionCollection extends BaseSimpleFeatureCollection {

    /**
     * Candidates of one grid.
     *
     * @param candidates in the order of delivery
     * @param writer makes their features
     */
    public record Part(SpillStore<Candidate> candidates, PredictionWriter writer) {}

    private final List<Part> parts;
    private @Nullable ReferencedEnvelope bounds;

    /**
     * @param schema of all parts
     * @param parts one after the other
     */
    public PredictionCollection(SimpleFeatureType schema, List<Part> parts) {
        super(schema);
        this.parts = List.copyOf(parts);
    }

    @Override
    public SimpleFeatureIterator features() {
        return new Features(parts.iterator());
    }

    @Override
    public int size() {
        return Math.toIntExact(
                parts.stream().mapToLong(part -> part.candidates().size()).sum());
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public synchronized ReferencedEnvelope getBounds() {
        if (bounds == null) {
            ReferencedEnvelope all = new ReferencedEnvelope(getSchema().getCoordinateReferenceSystem());
            try (SimpleFeatureIterator iterator = features()) {
                while (iterator.hasNext()) {
                    all.include(iterator.next().getBounds());
                }
            }
            bounds = all;
        }
        return bounds;
    }

    /** One part after the other, one feature at a time. */
    private static final class Features implements SimpleFeatureIterator {

        private final Iterator<Part> parts;
        private Iterator<Candidate> candidates = Collections.emptyIterator();
        private @Nullable PredictionWriter writer;

        Features(Iterator<Part> parts) {
            this.parts = parts;
        }

        @Override
        public boolean hasNext() {
            while (!candidates.hasNext() && parts.hasNext()) {
                Part part = parts.next();
                candidates = part.candidates().iterator();
                writer = part.writer();
            }
            return candidates.hasNext();
        }

        @Override
        public SimpleFeature next() {
            if (!hasNext() || writer == null) {
                throw new NoSuchElementException("there are no more predictions");
            }
            return writer.feature(candidates.next());
        }

        @Override
        public void close() {
            // The stores stay open for the next iterator.
        }
    }
}
