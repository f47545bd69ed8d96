package org.gsprelabel.wps.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.gsprelabel.candidate.Candidate;
import org.gsprelabel.geotools.features.PredictionWriter;
import org.gsprelabel.tile.TileId;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Gathers the features of a map: predictions, and places that have a message instead, so that a map without labels says why.
 * The schema is that of predictions with one attribute more.
 */
final class LiveFeatures {

    /** What a user is to know of a place; null of a prediction. */
    static final String MESSAGE = "message";

    private static final TileId NO_TILE = new TileId(0, 0);

    private final PredictionWriter writer;
    private final SimpleFeatureType type;
    private final List<SimpleFeature> features = new ArrayList<>();

    LiveFeatures(PredictionWriter writer) {
        this.writer = writer;
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.init(writer.schema());
        builder.add(MESSAGE, String.class);
        this.type = builder.buildFeatureType();
    }

    void add(Candidate candidate) {
        SimpleFeature feature = writer.feature(candidate);
        features.add(withMessage(feature.getAttributes(), null, feature.getID()));
    }

    /**
     * A place with a message and nothing else.
     *
     * @param place polygon in working pixels
     */
    void addMessage(Geometry place, String message) {
        SimpleFeature feature = writer.feature(new Candidate(place, MESSAGE, 0, NO_TILE, Set.of(), 1));
        features.add(withMessage(List.of(feature.getDefaultGeometry()), message, feature.getID()));
    }

    private SimpleFeature withMessage(List<Object> values, @Nullable String message, String id) {
        SimpleFeatureBuilder builder = new SimpleFeatureBuilder(type);
        builder.addAll(values);
        builder.set(MESSAGE, message);
        return builder.buildFeature(id);
    }

    SimpleFeatureCollection collection() {
        return new ListFeatureCollection(type, features);
    }
}
