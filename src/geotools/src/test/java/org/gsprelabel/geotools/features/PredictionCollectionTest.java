package org.gsprelabel.geotools.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.georef.GridToWorld;
import org.gsprelabel.pipeline.CandidateCodec;
import org.gsprelabel.pipeline.Codec;
import org.gsprelabel.pipeline.SpillStore;
import org.junit.jupiter.api.Test;

class PredictionCollectionTest {

    private static final PredictionWriter WRITER = PredictionRoundTripTest.writer(
            PredictionRoundTripTest.crs("EPSG:32633"),
            GridToWorld.northUp(391_000, 5_820_000, 0.25, 0.25),
            Optional.empty());

    @Test
    void partsFollowEachOtherAnyNumberOfTimes() {
        List<Candidate> candidates = PredictionRoundTripTest.randomCandidates(50, 2);
        try (SpillStore<Candidate> first = store(new CandidateCodec(), candidates.subList(0, 20));
                SpillStore<Candidate> none = store(new CandidateCodec(), List.of());
                SpillStore<Candidate> second = store(new CandidateCodec(), candidates.subList(20, 50))) {
            PredictionCollection collection = collection(first, none, second);

            List<String> expected =
                    candidates.stream().map(c -> WRITER.feature(c).getID()).toList();
            assertThat(collection.size()).isEqualTo(50);
            assertThat(collection.isEmpty()).isFalse();
            assertThat(ids(collection)).isEqualTo(expected);
            assertThat(ids(collection)).isEqualTo(expected);
        }
    }

    @Test
    void boundsHoldEveryFeature() {
        List<Candidate> candidates = PredictionRoundTripTest.randomCandidates(50, 2);
        try (SpillStore<Candidate> store = store(new CandidateCodec(), candidates)) {
            PredictionCollection collection = collection(store);
            double left = candidates.stream()
                    .mapToDouble(c -> c.geometry().getEnvelopeInternal().getMinX())
                    .min()
                    .orElseThrow();
            double bottom = candidates.stream()
                    .mapToDouble(c -> c.geometry().getEnvelopeInternal().getMaxY())
                    .max()
                    .orElseThrow();

            ReferencedEnvelope bounds = collection.getBounds();

            assertThat(bounds.getMinX()).isEqualTo(391_000 + 0.25 * left);
            assertThat(bounds.getMinY()).isEqualTo(5_820_000 - 0.25 * bottom);
            assertThat(bounds.getCoordinateReferenceSystem())
                    .isEqualTo(WRITER.schema().getCoordinateReferenceSystem());
        }
    }

    @Test
    void featuresAreMadeOneByOne() {
        int[] decoded = {0};
        CandidateCodec plain = new CandidateCodec();
        Codec<Candidate> counting = new Codec<>() {
            @Override
            public void write(Candidate value, DataOutput out) throws IOException {
                plain.write(value, out);
            }

            @Override
            public Candidate read(DataInput in) throws IOException {
                decoded[0]++;
                return plain.read(in);
            }
        };
        try (SpillStore<Candidate> store = store(counting, PredictionRoundTripTest.randomCandidates(1000, 2));
                SimpleFeatureIterator features = collection(store).features()) {
            assertThat(features.hasNext()).isTrue();
            features.next();
            features.next();

            assertThat(decoded[0]).isEqualTo(2);
        }
    }

    @Test
    void anEmptyCollectionHasNoFeaturesAndNoExtent() {
        try (SpillStore<Candidate> store = store(new CandidateCodec(), List.of());
                SimpleFeatureIterator features = collection(store).features()) {
            assertThat(features.hasNext()).isFalse();
            assertThatThrownBy(features::next).isInstanceOf(NoSuchElementException.class);
            assertThat(collection(store).isEmpty()).isTrue();
            assertThat(collection(store).getBounds().isEmpty()).isTrue();
        }
    }

    private static SpillStore<Candidate> store(Codec<Candidate> codec, List<Candidate> candidates) {
        SpillStore<Candidate> store = new SpillStore<>(codec, 4000);
        candidates.forEach(store::add);
        return store;
    }

    @SafeVarargs
    private static PredictionCollection collection(SpillStore<Candidate>... stores) {
        List<PredictionCollection.Part> parts = new ArrayList<>();
        for (SpillStore<Candidate> store : stores) {
            parts.add(new PredictionCollection.Part(store, WRITER));
        }
        return new PredictionCollection(WRITER.schema(), parts);
    }

    private static List<String> ids(PredictionCollection collection) {
        List<String> ids = new ArrayList<>();
        try (SimpleFeatureIterator features = collection.features()) {
            while (features.hasNext()) {
                SimpleFeature feature = features.next();
                ids.add(feature.getID());
            }
        }
        return ids;
    }
}
