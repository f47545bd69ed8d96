package org.gsprelabel.wps.publish;

import org.geotools.api.feature.simple.SimpleFeatureType;

/** Makes layers of features. Called on the thread of the request, where the caller's rights are known. */
@FunctionalInterface
public interface Publisher {

    /** Where there is no server. */
    Publisher NONE = (request, schema) -> {
        throw new IllegalArgumentException("publishTo needs a GeoServer, and there is none here; leave it away, got '"
                + request.target().layerName() + "'");
    };

    /**
     * Checks all that can be known before there are features: names, the store, the layer, the caller's rights, the schema.
     * Nothing is changed.
     *
     * @param schema of the features to come
     * @throws IllegalArgumentException with one sentence when they could not be published
     */
    Publication prepare(PublishRequest request, SimpleFeatureType schema);
}
