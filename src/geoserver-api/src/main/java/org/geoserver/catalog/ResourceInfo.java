package org.geoserver.catalog;

import org.geotools.geometry.jts.ReferencedEnvelope;
import org.jspecify.annotations.Nullable;

/** Signature of GeoServer's configuration of a layer's data; only what is called. Never packaged. */
public interface ResourceInfo {

    /** What the store calls it. */
    String getNativeName();

    /** Where the data lie, in their own CRS; null when nobody has found out. */
    @Nullable
    ReferencedEnvelope getNativeBoundingBox();

    void setNativeBoundingBox(ReferencedEnvelope box);

    /** Where the data lie, in degrees; null when nobody has found out. */
    @Nullable
    ReferencedEnvelope getLatLonBoundingBox();

    void setLatLonBoundingBox(ReferencedEnvelope box);
}
