package org.geoserver.catalog;

import java.io.IOException;
import org.geotools.api.data.DataAccess;
import org.geotools.api.feature.Feature;
import org.geotools.api.feature.type.FeatureType;
import org.geotools.api.util.ProgressListener;
import org.jspecify.annotations.Nullable;

/** Signature of GeoServer's configuration of a store of features; only what is called. Never packaged. */
public interface DataStoreInfo extends StoreInfo {

    /** The store itself, with the caller's rights applied. */
    DataAccess<? extends FeatureType, ? extends Feature> getDataStore(@Nullable ProgressListener listener)
            throws IOException;
}
