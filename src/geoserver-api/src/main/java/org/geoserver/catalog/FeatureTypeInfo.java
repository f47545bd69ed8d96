package org.geoserver.catalog;

import java.io.IOException;
import org.geotools.api.data.FeatureSource;
import org.geotools.api.feature.Feature;
import org.geotools.api.feature.type.FeatureType;
import org.geotools.api.util.ProgressListener;
import org.geotools.util.factory.Hints;
import org.jspecify.annotations.Nullable;

/** Signature of GeoServer's configuration of a feature type; only what is called. Never packaged. */
public interface FeatureTypeInfo extends ResourceInfo {

    DataStoreInfo getStore();

    /** The features, with the type's own settings and the caller's rights applied. */
    FeatureSource<? extends FeatureType, ? extends Feature> getFeatureSource(
            @Nullable ProgressListener listener, @Nullable Hints hints) throws IOException;
}
